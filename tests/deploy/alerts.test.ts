/** The alerts of docs/collector.md on what real collectors export. */
import { describe, expect, test } from 'vitest'
import { ROUTES } from '../../src/shared/wire/limits.ts'
import { interactionEvent, ratedData, recordId } from '../support/wire-samples.ts'
import { enrol, post, rating, send, today } from '../collector/cli/devices.ts'
import { runJson, startServer } from '../collector/cli/support.ts'
import { codeOf, cutOff, lacksPostgres, postgresDatabase, type Place } from './support/collectors.ts'
import { isMissing } from './support/programs.ts'
import { between, differences, scrape, type Scrape, type Series } from './support/promtool.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const HOUR = 60
const DAY = 24 * HOUR

/** A collector to which somebody has sent something. */
async function scene(env: Place = { AFTERCALL_DATA: temporaryFolder() }) {
  const { address } = await startServer([], { env })
  const device = await enrol(address, await codeOf(env))
  await send(address, device, [rating(device.deviceId, today(), 5)])
  const before = await scrape(address)
  return {
    address,
    device,
    env,
    before,
    /** What was wrong with the alerts some minutes after what was done since. */
    differencesNow: async (alerts: readonly string[]) =>
      differences(between(before, await scrape(address)), 1, [{ at: 8, alerts }]),
  }
}

/** What one of them exports, for alerts that are shown by made-up values of the same series. */
let exported: Promise<Scrape> | undefined
const anyScrape = (): Promise<Scrape> => (exported ??= scene().then(({ before }) => before))

const times = <T>(count: number, value: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => value(n))

/** Series that a collector exports, with values made up; the others stay as they are. */
function changed(
  before: Scrape,
  samples: number,
  isMeant: RegExp,
  valueAt: (n: number) => number,
): readonly Series[] {
  expect(Array.from(before.keys()).some((name) => isMeant.test(name))).toBe(true)
  return Array.from(before, ([name, value]) => [
    name,
    times(samples, (n) => (isMeant.test(name) ? valueAt(n) : value)),
  ])
}

describe.skipIf(isMissing('promtool'))('of the documented alerts', () => {
  test('none fires while a collector works, refuses strangers and what a retired team may not do', async () => {
    const { address, device, env, differencesNow } = await scene()
    await send(address, device, [rating(device.deviceId, today(), 2)])
    expect((await send(address, { token: 'wrong' }, [])).status).toBe(401)
    await runJson(['team', 'retire', 'North'], { env })
    const authorization = `Bearer ${device.token}`
    expect((await post(address + ROUTES.transferCodes, undefined, { authorization })).status).toBe(403)
    expect(await differencesNow([])).toBe('')
  })

  test('EventsRefused fires at the first event that a collector does not take', async () => {
    const { address, device, differencesNow } = await scene()
    const strange = interactionEvent(device.deviceId, { ...ratedData(today()), workDay: 'today' })
    expect((await send(address, device, [strange])).body.refused).toHaveLength(1)
    expect(await differencesNow(['EventsRefused'])).toBe('')
  })

  test('DevicesCloned fires when more than a hundred records have two contents', async () => {
    const { address, device, differencesNow } = await scene()
    const ids = times(120, () => recordId())
    for (const stars of [1, 2] as const) {
      const data = ratedData(today(), { rating: stars })
      const events = ids.map((id) => interactionEvent(device.deviceId, data, id))
      expect((await send(address, device, events)).body.refused).toHaveLength(stars === 1 ? 0 : 120)
    }
    expect(await differencesNow(['DevicesCloned'])).toBe('')
  })

  test.skipIf(lacksPostgres)(
    'CollectorCannotStore fires at the first batch that finds no database',
    async () => {
      const database = await postgresDatabase()
      const { address, device, differencesNow } = await scene({ AFTERCALL_DATABASE: database })
      await cutOff(database)
      expect((await send(address, device, [rating(device.deviceId, today(), 1)])).status).toBe(503)
      expect(await differencesNow(['CollectorCannotStore'])).toBe('')
    },
  )

  test('CollectorBusy fires after ten minutes of more than can be stored', async () => {
    const before = await anyScrape()
    const busy = changed(before, 30, /^aftercall_store_errors_total\{code="busy"/, (n) => n * 120)
    const expected = [
      { at: 8, alerts: [] },
      { at: 20, alerts: ['CollectorBusy'] },
    ]
    expect(await differences(busy, 1, expected)).toBe('')
  })

  test('CollectorSlow fires when batches take longer than half a second', async () => {
    const before = await anyScrape()
    const bucket = '^aftercall_http_request_duration_seconds_bucket'
    const late = new RegExp(String.raw`${bucket}\{le="(1|5|30|\+Inf)",route="/v1/events"`)
    const all = new RegExp(String.raw`${bucket}\{le="[^"]+",route="/v1/events"`)
    const slow = changed(before, 30, late, (n) => 1 + n)
    const quick = changed(before, 30, all, (n) => 1 + n)
    expect(await differences(slow, 1, [{ at: 20, alerts: ['CollectorSlow'] }])).toBe('')
    expect(await differences(quick, 1, [{ at: 20, alerts: [] }])).toBe('')
  })

  test('CollectorDown fires when a collector has not answered for two minutes', async () => {
    const down: Series = ['up{job="aftercall",instance="127.0.0.1:47612"}', times(10, () => 0)]
    const expected = [
      { at: 1, alerts: [] },
      { at: 3, alerts: ['CollectorDown'] },
    ]
    expect(await differences([down], 1, expected)).toBe('')
  })

  test('NothingArrives fires on working days between ten and six, unless something arrives', async () => {
    const before = await anyScrape()
    const stored = /^aftercall_events_stored_total/
    const silence = changed(before, 700, stored, () => 1)
    const expected = [
      { at: 9 * HOUR + 50, alerts: [] },
      { at: 12 * HOUR, alerts: ['NothingArrives'] },
      { at: 18 * HOUR, alerts: [] },
      { at: DAY + 17 * HOUR + 50, alerts: ['NothingArrives'] },
      { at: 2 * DAY + 12 * HOUR, alerts: [] },
      { at: 3 * DAY + 12 * HOUR, alerts: [] },
      { at: 4 * DAY + 12 * HOUR, alerts: ['NothingArrives'] },
    ]
    expect(
      await differences(
        silence.filter(([name]) => stored.test(name)),
        10,
        expected,
      ),
    ).toBe('')
    const work = changed(before, 80, stored, (n) => n)
    expect(await differences(work, 10, [{ at: 12 * HOUR, alerts: [] }])).toBe('')
  })

  test('DiskFillsUp fires a week ahead', async () => {
    const disk = 'node_filesystem_avail_bytes{mountpoint="/",job="node"}'
    const left = (perSample: number): Series[] => [[disk, times(20, (n) => 100e9 - n * perSample)]]
    expect(await differences(left(1e9), 30, [{ at: 8 * HOUR, alerts: ['DiskFillsUp'] }])).toBe('')
    expect(await differences(left(0.1e9), 30, [{ at: 8 * HOUR, alerts: [] }])).toBe('')
  })
})
