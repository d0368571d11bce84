/** Everything was erased while a computer couldn't hear of it, and a new code is what it hears next. */
import { cpSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { FakeClock } from '../../support/fake-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { nodeHttp } from '../../support/node-http.ts'
import { Bench, SECOND } from '../../unit/sync/bench.ts'
import { eventsOf, RealCollector } from './support.ts'

async function desk() {
  const clock = new FakeClock('2026-11-23T12:00')
  const collector = await new RealCollector(() => clock.now()).start()
  const code = await collector.code(20)
  const computer = (folder = temporaryFolder()) => new Bench({ http: nodeHttp, clock, folder }).start()
  const join = async (bench: Bench, by = code) => {
    expect(await bench.sync.enrol(collector.url, by)).toEqual({ ok: true })
    await bench.pass(SECOND)
  }
  return { collector, computer, join }
}

/** Two computers of one agent: the second has joined with the code that the first has made. */
async function twoComputers() {
  const { collector, computer, join } = await desk()
  const first = await computer()
  await join(first)
  const transfer = await first.sync.createTransferCode()
  if (!transfer.ok) throw new Error(transfer.code)
  const second = await computer()
  await join(second, transfer.code)
  return { collector, first, second, join }
}

const EVERYTHING = { collector: true, here: false, keepState: [] } as const

async function heldFor(bench: Bench): Promise<string[]> {
  const result = await bench.sync.exportFromCollector()
  if (!result.ok) throw new Error(result.code)
  return eventsOf(result.body).map(({ id }) => id)
}

/** What is rated from now on arrives, and nothing else. */
async function expectAFreshStart(bench: Bench): Promise<void> {
  const id = bench.rate(5)
  await bench.pass(5 * SECOND)
  expect(await heldFor(bench)).toEqual([`${id}/1`])
  expect(bench.sync.view.pending).toBe(0)
}

describe('what was erased does not come back with the code of a computer', () => {
  it('that was revoked when another computer had it erased', async () => {
    const { collector, first, second, join } = await twoComputers()
    first.rate(2)
    const { deviceId } = first
    await first.pass(5 * SECOND)
    await collector.administer((administration) => administration.revokeDevice(deviceId))
    first.rate(3)
    await first.pass(5 * SECOND)
    expect(first.sync.view.connection).toBe('revoked')
    expect(await second.sync.erase(EVERYTHING)).toEqual({ ok: true })
    await join(first)
    await expectAFreshStart(first)
  })

  it('that heard of it, and whose agent left the team before joining again', async () => {
    const { first, second, join } = await twoComputers()
    second.rate(2)
    await second.pass(5 * SECOND)
    expect(await first.sync.erase(EVERYTHING)).toEqual({ ok: true })
    second.rate(3)
    await second.pass(5 * SECOND)
    expect(second.sync.view.connection).toBe('erased')
    await second.sync.disconnect()
    await join(second)
    await expectAFreshStart(second)
  })

  it('that lives on a copy from before', async () => {
    const { computer, join } = await desk()
    const first = await computer()
    await join(first)
    first.rate(2)
    await first.pass(5 * SECOND)
    await first.close()
    const copy = temporaryFolder()
    cpSync(first.folder, copy, { recursive: true })
    await first.restart()
    expect(await first.sync.erase(EVERYTHING)).toEqual({ ok: true })
    const restored = await computer(copy)
    await join(restored)
    await expectAFreshStart(restored)
  })
})
