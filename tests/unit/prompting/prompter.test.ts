import { expect, test } from 'vitest'
import { PromptingBench, settled } from '../../support/prompting-bench.ts'

test('an interaction that ended is on disk before anybody is asked about it, and one card asks', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  expect(bench.store.interactions.get(id)).toMatchObject({
    workDay: '2026-11-23',
    outcome: null,
    externalIds: ['sip:1'],
    trigger: 'http',
    promptedAt: bench.clock.now(),
  })
  expect(bench.prompter.card).toMatchObject({ ids: [id], phase: 'asking' })
  expect(bench.shown).toBe(1)
})

test('a second interaction joins the card that is up: never two windows', async () => {
  const bench = new PromptingBench()
  const first = await bench.ends()
  const second = await bench.ends()
  expect(bench.prompter.card?.ids).toEqual([first.id, second.id])
  expect(bench.shown).toBe(1)
})

test('a card that nobody touches goes away; the interaction waits in the panel and isn’t asked about again', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  bench.clock.pass(bench.settings.cardSeconds * 1000)
  expect(bench.cardUp).toBe(false)
  await bench.minutes(2)
  expect(bench.shown).toBe(1)
  expect(bench.book.get(id)?.outcome).toBeNull()
})

test('a card that the agent is busy with stays until the agent is done', async () => {
  const bench = new PromptingBench()
  await bench.ends()
  bench.prompter.touch(true)
  bench.clock.pass(10 * 60_000)
  expect(bench.cardUp).toBe(true)
  bench.prompter.touch(false)
  bench.clock.pass(bench.settings.cardSeconds * 1000)
  expect(bench.cardUp).toBe(false)
})

test('an unanswered interaction expires after the set time and can still be rated the same day', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  await bench.minutes(bench.settings.expiryMinutes)
  expect(bench.book.get(id)?.outcome).toBe('expired')
  bench.book.rate(id, 4)
  expect(bench.store.interactions.get(id)).toMatchObject({ outcome: 'rated', rating: 4 })
})

test('an answered card goes away by itself, and what came meanwhile is asked after it', async () => {
  const bench = new PromptingBench()
  const first = await bench.ends()
  bench.book.rate(first.id, 5)
  bench.prompter.answersChanged()
  expect(bench.prompter.card?.phase).toBe('answered')
  const second = await bench.ends()
  expect(bench.prompter.card?.ids).toEqual([first.id])
  bench.clock.pass(6_000)
  await settled()
  expect(bench.prompter.card?.ids).toEqual([second.id])
})

test('an undone rating asks again on the same card', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  bench.book.rate(id, 5)
  bench.prompter.answersChanged()
  bench.book.withdraw(id)
  bench.prompter.answersChanged()
  expect(bench.prompter.card).toMatchObject({ ids: [id], phase: 'asking' })
})

test('while a call is live nothing appears; afterwards everything that waited is one list', async () => {
  const bench = new PromptingBench()
  bench.prompter.live(true)
  const first = await bench.ends()
  const second = await bench.ends()
  await bench.minutes(30)
  expect(bench.shown).toBe(0)
  expect(bench.prompter.holds()).toEqual(['on-call'])
  bench.prompter.live(false)
  await settled()
  expect(bench.prompter.card?.ids).toEqual([first.id, second.id])
  expect(bench.shown).toBe(1)
})

test('a card that is up when the next call begins comes back after that call', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  bench.prompter.live(true)
  expect(bench.cardUp).toBe(false)
  bench.prompter.live(false)
  await settled()
  expect(bench.prompter.card?.ids).toEqual([id])
})

test('a card that the agent is typing on stays when a call begins', async () => {
  const bench = new PromptingBench()
  await bench.ends()
  bench.prompter.touch(true)
  bench.prompter.live(true)
  expect(bench.cardUp).toBe(true)
})

test('a pause holds cards back until it ends', async () => {
  const bench = new PromptingBench()
  bench.prompter.pause(bench.clock.now() + 30 * 60_000)
  await bench.ends()
  await bench.minutes(29)
  expect(bench.cardUp).toBe(false)
  await bench.minutes(1)
  expect(bench.cardUp).toBe(true)
})

test('a pause that a clock set back made endless is over', async () => {
  const bench = new PromptingBench()
  bench.prompter.pause(bench.clock.now() + 60_000)
  bench.clock.jumpTo('2026-11-20T10:00')
  bench.prompter.tick()
  expect(bench.prompter.pausedUntil).toBeNull()
})

test('quiet times hold cards back and let them go', async () => {
  const bench = new PromptingBench('2026-11-23T12:25', {
    settings: { quietTimes: [{ start: '12:30', end: '13:00' }] },
  })
  bench.clock.pass(6 * 60_000)
  await bench.ends()
  expect(bench.prompter.holds()).toEqual(['quiet-time'])
  await bench.minutes(28)
  expect(bench.cardUp).toBe(false)
  await bench.minutes(1)
  expect(bench.cardUp).toBe(true)
})

test('do-not-disturb of the system holds cards back until it is off', async () => {
  const bench = new PromptingBench()
  bench.doNotDisturb = true
  await bench.ends()
  expect(bench.cardUp).toBe(false)
  expect(bench.prompter.holds()).toEqual(['do-not-disturb'])
  bench.doNotDisturb = false
  await bench.minutes(1)
  expect(bench.cardUp).toBe(true)
})

test('what the agent asks for by hand appears whatever holds cards back', async () => {
  const bench = new PromptingBench()
  bench.doNotDisturb = true
  bench.prompter.pause(bench.clock.now() + 60_000)
  const { id } = await bench.ends({ onRequest: true, ids: [] })
  expect(bench.prompter.card?.ids).toEqual([id])
})

test('asking again for what was rated a moment ago shows it for changes', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends({ key: 'call' })
  bench.book.rate(id, 2)
  bench.prompter.answersChanged()
  bench.prompter.closeCard()
  bench.prompter.again('call')
  expect(bench.prompter.card).toMatchObject({ ids: [id], phase: 'answered' })
})

test('a later report adds its ids and the queue to the same record', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends({ key: 'call' })
  bench.prompter.enriched('call', {
    key: 'call',
    ids: ['sip:1', 'ext:case-7'],
    channel: 'voice',
    direction: 'inbound',
    cause: 'remote',
    endedAt: bench.clock.now(),
    queue: 'support',
    adapters: ['http', 'link'],
    onRequest: false,
  })
  expect(bench.store.interactions.get(id)).toMatchObject({
    externalIds: ['sip:1', 'ext:case-7'],
    queue: 'support',
  })
})

test('what was never shown before a crash is asked about at the next start', async () => {
  const bench = new PromptingBench()
  bench.prompter.live(true)
  const { id } = await bench.ends()
  bench.store.close()
  const next = new PromptingBench('2026-11-23T10:01', { folder: bench.folder })
  next.prompter.start(null)
  await settled()
  expect(next.prompter.card?.ids).toEqual([id])
})

test('yesterday’s unanswered interactions expire and are not asked about', async () => {
  const bench = new PromptingBench('2026-11-23T16:59')
  bench.prompter.live(true)
  const { id } = await bench.ends()
  bench.store.close()
  const next = new PromptingBench('2026-11-24T09:00', { folder: bench.folder })
  next.prompter.start(null)
  await settled()
  expect(next.cardUp).toBe(false)
  expect(next.book.get(id)?.outcome).toBe('expired')
})

test('no timer runs when no card is up', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  bench.book.rate(id, 3)
  bench.prompter.answersChanged()
  bench.clock.pass(6_000)
  expect(bench.clock.pending).toBe(0)
})

test('a call prepares the card’s window, and one that brings no card leaves none behind', async () => {
  const bench = new PromptingBench()
  bench.prompter.live(true)
  expect(bench.prepared).toBe(true)
  expect(bench.shown).toBe(0)
  bench.prompter.live(false)
  bench.clock.pass(5_000)
  expect(bench.prepared).toBe(false)
  bench.prompter.live(true)
  await bench.ends()
  bench.prompter.live(false)
  await settled()
  bench.clock.pass(5_000)
  expect(bench.cardUp).toBe(true)
})
