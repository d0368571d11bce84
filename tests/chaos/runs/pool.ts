/** Many runs, several at a time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { bundleHosts, SOURCES } from './hosts.ts'
import { Lane } from './lane.ts'
import { playRun } from './run.ts'
import type { RunResult } from './run.ts'
import { createScript, describeScript } from './script.ts'
import type { Script } from './script.ts'
import type { Theme } from './themes.ts'

export interface PoolOptions {
  readonly seeds: Iterable<number>
  /** Runs at a time; most of a run is waiting. */
  readonly lanes: number
  /** A new, empty database for a lane; `undefined`: PostgreSQL is left out. */
  readonly postgres: ((lane: number) => Promise<string>) | undefined
  /** Hosts run as they are written, so that what they throw tells its place; a start takes twice as long. */
  readonly fromSources?: boolean
  /** No run begins after this moment, `performance.now()`. */
  readonly until?: number
  /** No run begins after so many failures. */
  readonly mostFailures: number
  readonly onRun?: (script: Script, result: RunResult) => void
}

export interface Failure {
  readonly script: Script
  readonly problems: readonly string[]
  /** Where the run's folder, its script and its log are. */
  readonly folder: string
}

export interface PoolResult {
  readonly runs: number
  readonly onPostgres: number
  readonly requests: number
  readonly records: number
  readonly themes: ReadonlyMap<Theme, number>
  readonly skipped: ReadonlySet<string>
  readonly failures: readonly Failure[]
  readonly seconds: number
}

export async function playMany(options: PoolOptions): Promise<PoolResult> {
  const began = performance.now()
  const parent = mkdtempSync(join(tmpdir(), 'aftercall-chaos-'))
  const { hosts, remove } =
    options.fromSources === true ? { hosts: SOURCES, remove: () => {} } : await bundleHosts()
  const seeds = options.seeds[Symbol.iterator]()
  const totals = { runs: 0, onPostgres: 0, requests: 0, records: 0 }
  const themes = new Map<Theme, number>()
  const skipped = new Set<string>()
  const failures: Failure[] = []
  const databases = options.postgres === undefined ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const)

  const work = async (index: number): Promise<void> => {
    const postgres = await options.postgres?.(index)
    const cache = join(parent, 'compiled')
    const lane = new Lane({ hosts, cache, folder: join(parent, `lane-${index}`), postgres })
    try {
      while (performance.now() < (options.until ?? Infinity) && failures.length < options.mostFailures) {
        const next = seeds.next()
        if (next.done === true) return
        const script = createScript(next.value, databases)
        const result = await playRun(lane, script)
        totals.runs += 1
        totals.onPostgres += Number(script.database === 'postgres')
        totals.requests += result.requests
        totals.records += result.records
        for (const theme of script.themes) themes.set(theme, (themes.get(theme) ?? 0) + 1)
        for (const reason of result.skipped) skipped.add(reason)
        if (result.problems.length > 0) failures.push(keep(script, result))
        options.onRun?.(script, result)
      }
    } finally {
      await lane.end()
    }
  }
  try {
    await Promise.all(Array.from({ length: options.lanes }, (_, index) => work(index)))
  } finally {
    remove()
  }
  // What failed is kept for whoever looks into it.
  if (failures.length === 0) rmSync(parent, { recursive: true, force: true })
  const seconds = (performance.now() - began) / 1000
  return { ...totals, themes, skipped, failures, seconds }
}

function keep(script: Script, { problems, folder, log }: RunResult): Failure {
  mkdirSync(folder, { recursive: true })
  const report = [describeScript(script), '', ...problems, '', ...log].join('\n')
  writeFileSync(join(folder, 'report.txt'), report)
  return { script, problems, folder }
}

/** A failure as it is printed. */
export function describeFailure({ script, problems, folder }: Failure): string {
  return [
    describeScript(script),
    ...problems.map((problem) => `  ! ${problem}`),
    `  replay: npm run chaos -- --seed ${script.seed}`,
    `  kept: ${folder}`,
  ].join('\n')
}
