/** The documented alerts on series that a collector really exports, judged by Prometheus' own tool. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { documented } from './documented.ts'

const run = promisify(execFile)

/** What a collector exports: values by series, as Prometheus keeps them. */
export type Scrape = ReadonlyMap<string, number>

export async function scrape(address: string): Promise<Scrape> {
  const text = await (await fetch(`${address}/metrics`)).text()
  const found = Array.from(text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm), ([, name, labels = '', value]) => {
    const all = [labels, 'job="aftercall"', 'instance="127.0.0.1:47612"'].filter(Boolean).join(',')
    return [`${name}{${all}}`, Number(value)] as const
  })
  return new Map(found)
}

/** A series and its values, a sample each interval; `undefined` where there is none. */
export type Series = readonly [name: string, values: readonly (number | undefined)[]]

/** What Prometheus has when it has seen one state for some time and then another one. */
export function between(before: Scrape, after: Scrape): readonly Series[] {
  return Array.from(after, ([name, value]) => [
    name,
    Array.from({ length: 12 }, (_, minute) => (minute < 5 ? before.get(name) : value)),
  ])
}

export interface Expected {
  /** Minutes after midnight of a Thursday, UTC, when the series begin. */
  readonly at: number
  /** Those that fire then; no others do. */
  readonly alerts: readonly string[]
}

/** @param interval minutes between two samples. @returns an empty text when it is so, else what the tool says */
export async function differences(
  series: readonly Series[],
  interval: number,
  expected: readonly Expected[],
): Promise<string> {
  const folder = temporaryFolder()
  const file = join(folder, 'test.yml')
  writeFileSync(join(folder, 'rules.yml'), documented('groups:'))
  const test = {
    interval: `${interval}m`,
    input_series: series.map(([name, values]) => ({
      series: name,
      values: values.map((value) => value ?? '_').join(' '),
    })),
    promql_expr_test: expected.map(({ at, alerts }) => ({
      expr: 'group by (alertname) (ALERTS{alertstate="firing"})',
      eval_time: `${at}m`,
      exp_samples: alerts.map((name) => ({ labels: `{alertname="${name}"}`, value: 1 })),
    })),
  }
  const all = { rule_files: ['rules.yml'], evaluation_interval: `${interval}m`, tests: [test] }
  // YAML reads JSON.
  writeFileSync(file, JSON.stringify(all))
  try {
    await run('promtool', ['test', 'rules', file])
    return ''
  } catch (error) {
    return error instanceof Error && 'stdout' in error
      ? `${String(error.stdout)}${error.message}`
      : String(error)
  }
}
