/** Prometheus as docs/collector.md has it, asking real collectors. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { oneCollector } from './support/collectors.ts'
import { adapted, documented } from './support/documented.ts'
import { isMissing, openFolder, startProgram } from './support/programs.ts'

const TOKEN = 'a-long-metrics-token'

/** The documented files, for collectors that listen here. */
function configure(addresses: readonly string[]): { folder: string; config: string } {
  const folder = openFolder()
  const file = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const changes = {
    '[127.0.0.1:47612]': JSON.stringify(addresses.map((address) => new URL(address).host)),
    '/etc/prometheus/aftercall-rules.yml': file('rules.yml', documented('groups:')),
    '/etc/prometheus/aftercall-metrics-token': file('token', TOKEN),
  }
  const quick = 'global: { scrape_interval: 1s, evaluation_interval: 1s }\n'
  const config = file('prometheus.yml', quick + adapted(documented('scrape_configs:'), changes))
  return { folder, config }
}

describe.skipIf(isMissing('prometheus', 'promtool'))('Prometheus as documented', () => {
  test('takes configuration and rules', () => {
    const { config } = configure(['http://127.0.0.1:47612'])
    const said = execFileSync('promtool', ['check', 'config', config], { encoding: 'utf8' })
    expect(said).toContain('8 rules found')
  })

  test('reads metrics with a token and without, and finds every series that an alert names', async () => {
    const [open, closed] = [await oneCollector(), await oneCollector('--metrics-token', TOKEN)]
    const addresses = [...open.addresses, ...closed.addresses]
    for (const address of addresses) await fetch(`${address}/v1/events`, { method: 'POST' })
    const { folder, config } = configure(addresses)
    const port = await freePort()
    const ask = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)
      return (await response.json()).data
    }
    const countOf = async (series: string) => {
      const { result } = await ask(`query?query=${encodeURIComponent(`count(${series})`)}`)
      return Number(result[0]?.value[1] ?? 0)
    }
    const options = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]
    const isReady = (output: string) => output.includes('ready to receive web requests')
    await startProgram('prometheus', options, isReady)
    await expect.poll(() => countOf('up{job="aftercall"} == 1'), { timeout: 10_000, interval: 200 }).toBe(2)
    for (const [series] of documented('groups:').matchAll(/\baftercall_\w+(\{.*?\})?/g))
      expect([series, (await countOf(series)) > 0]).toEqual([series, true])
    const healths = async () => {
      const { groups } = await ask('rules')
      return groups[0].rules.map(({ health }: { health: string }) => health)
    }
    await expect.poll(healths, { timeout: 10_000 }).toEqual(Array.from({ length: 8 }, () => 'ok'))
  })
})
