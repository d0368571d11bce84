/** Prometheus as docs/collector.md has it, asking real collectors. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { oneCollector } from './support/collectors.ts'
import { adapted, documented } from './support/documented.ts'
import { freePort, isMissing, openFolder, startProgram } from './support/programs.ts'

const TOKEN = 'a-long-metrics-token'

/** The documented files, for a collector that listens here. */
function configure(address: string): { folder: string; config: string } {
  const folder = openFolder()
  const [config, rules, token] = ['prometheus.yml', 'rules.yml', 'token'].map((name) => join(folder, name))
  writeFileSync(rules!, documented('groups:'))
  writeFileSync(token!, TOKEN)
  const changes = {
    '127.0.0.1:47612': new URL(address).host,
    '/etc/prometheus/aftercall-rules.yml': rules!,
    '/etc/prometheus/aftercall-metrics-token': token!,
  }
  const quick = 'global: { scrape_interval: 1s, evaluation_interval: 1s }\n'
  writeFileSync(config!, quick + adapted(documented('scrape_configs:'), changes))
  return { folder, config: config! }
}

describe.skipIf(isMissing('prometheus', 'promtool'))('Prometheus as documented', () => {
  test('takes configuration and rules', () => {
    const { config } = configure('http://127.0.0.1:47612')
    const said = execFileSync('promtool', ['check', 'config', config], { encoding: 'utf8' })
    expect(said).toContain('8 rules found')
  })

  test.each([
    { whose: 'for this computer only', args: [] },
    { whose: 'for whoever has the token', args: ['--metrics-token', TOKEN] },
  ])('reads metrics that are $whose, and finds every series that an alert names', async ({ args }) => {
    const { addresses } = await oneCollector(...args)
    await fetch(`${addresses[0]}/v1/events`, { method: 'POST' })
    const { folder, config } = configure(addresses[0]!)
    const port = await freePort()
    const ask = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)
      return (await response.json()).data
    }
    const valueOf = async (query: string) => {
      const { result } = await ask(`query?query=${encodeURIComponent(query)}`)
      return Number(result[0]?.value[1] ?? 0)
    }
    const options = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]
    await startProgram('prometheus', options, (output) => output.includes('ready to receive web requests'))
    await expect.poll(() => valueOf('up{job="aftercall"}'), { timeout: 10_000 }).toBe(1)
    const named = documented('groups:').matchAll(/\baftercall_\w+(\{.*?\})?/g)
    for (const [series] of named) expect([series, await valueOf(`count(${series})`)]).not.toEqual([series, 0])
    const { groups } = await ask('rules')
    const health = groups[0].rules.map((rule: { health: string }) => rule.health)
    expect(health).toEqual(Array.from({ length: 8 }, () => 'ok'))
  })
})
