/** One run: a script is played, the network heals, everything settles, the oracle looks. */
import { judge } from './judge.ts'
import type { Lane } from './lane.ts'
import type { Script } from './script.ts'
import { settle } from './settle.ts'
import { setStage } from './stage.ts'
import type { Stage } from './stage.ts'
import { take } from './take.ts'

export interface RunResult {
  /** What is wrong, a line each; empty when all is well. */
  readonly problems: readonly string[]
  readonly folder: string
  readonly requests: number
  readonly records: number
  /** Steps that can't be made here, with the reason. */
  readonly skipped: readonly string[]
  /** What the devices wrote into their logs, and what the proxy did; of failed runs. */
  readonly log: readonly string[]
}

export async function playRun(lane: Lane, script: Script): Promise<RunResult> {
  const stage = await setStage(lane, script)
  const { problems, records } = await play(stage)
  const failed = problems.length > 0
  const log = failed ? await stage.logs() : []
  await stage.clear(failed)
  const { folder, proxy, skipped } = stage
  return { problems, records, folder, requests: proxy.requests(), skipped, log }
}

type Outcome = Pick<RunResult, 'problems' | 'records'>

async function play(stage: Stage): Promise<Outcome> {
  try {
    await stage.enter()
    for (const [index, step] of stage.script.steps.entries()) {
      stage.log.push(`step ${index}: ${JSON.stringify(step)}`)
      await take(stage, step)
    }
    const problems = await settle(stage)
    return problems.length > 0 ? { problems, records: 0 } : await judge(stage)
  } catch (error) {
    return { problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)], records: 0 }
  }
}
