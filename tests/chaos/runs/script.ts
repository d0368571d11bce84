/** What happens in a run: everything in it follows from its seed. */
import { createRandom } from '../../crash/random.ts'
import type { Random } from '../../support/faults.ts'
import { anAct } from './acts.ts'
import type { Step } from './steps.ts'
import { chooseThemes, LETTERS, stepsOf } from './themes.ts'
import type { Theme } from './themes.ts'

export interface Script {
  readonly seed: number
  readonly devices: number
  readonly themes: readonly Theme[]
  /** Of the requests that meet a fault. */
  readonly faultPercent: number
  /** How much faster the devices' clocks run than ours. */
  readonly speed: number
  readonly database: 'sqlite' | 'postgres'
  readonly steps: readonly Step[]
}

/** The highest speed of clocks. */
export const FASTEST = 400

export function createScript(seed: number, databases: readonly ('sqlite' | 'postgres')[]): Script {
  const random = createRandom(seed)
  const one = <T>(values: readonly T[]): T => values[random(values.length)]!
  const devices = 1 + [0, 0, 1, 1, 2, 3][random(6)]!
  const themes = chooseThemes(random)
  // One run in eight is on PostgreSQL; what is about a file of SQLite's can't be.
  const onFile = themes.some((theme) => ['restore-collector', 'full-collector', 'locks'].includes(theme))
  const postgres = random(8) === 0 && databases.includes('postgres') && !onFile
  const acts = 6 + random(20)
  const steps: Step[] = Array.from({ length: acts }, () => ({
    do: 'act' as const,
    device: random(LETTERS),
    act: anAct(random),
  }))
  for (let n = random(5); n > 0; n--) insert(steps, random, { do: 'pause', ms: random(25) })
  if (random(3) === 0) insert(steps, random, { do: 'offline', ms: random(40) })
  for (let n = random(3); n > 0; n--) {
    const device = random(LETTERS)
    insert(
      steps,
      random,
      one<Step>([
        { do: 'send-now', device },
        { do: 'woke', device },
        { do: 'restart', device },
      ]),
    )
  }
  for (const theme of themes) insertInOrder(steps, random, stepsOf(theme, random, themes))
  return {
    seed,
    devices,
    themes,
    faultPercent: one([0, 10, 20, 30, 45, 60]),
    speed: one([100, 200, FASTEST]),
    database: postgres ? 'postgres' : 'sqlite',
    steps,
  }
}

function insert(steps: Step[], random: Random, step: Step): void {
  steps.splice(random(steps.length + 1), 0, step)
}

/** Puts steps among the others, each somewhere after the one before. */
function insertInOrder(steps: Step[], random: Random, more: readonly Step[]): void {
  const places = more.map(() => random(steps.length + 1)).sort((a, b) => a - b)
  for (const [index, step] of more.entries()) steps.splice((places[index] ?? 0) + index, 0, step)
}

/** A script as people read it. */
export function describeScript(script: Script): string {
  const { seed, devices, themes, faultPercent, speed, database, steps } = script
  const head = `seed ${seed}: ${devices} devices, ${database}, faults ${faultPercent} %, clocks × ${speed}, themes ${themes.join(', ') || 'none'}`
  return [head, ...steps.map((step, index) => `  ${index}. ${JSON.stringify(step)}`)].join('\n')
}
