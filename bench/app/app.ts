/**
 * The running app: start to tray, trigger to painted card, five years in "My view", and what it takes while nobody
 * needs it. Beside it, in the same run, the bare app of bare-app/: the least that such an app can be.
 */
import type { ElectronApplication } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openStore } from '../../src/main/store/index.ts'
import { quantile, type BenchRow } from '../row.ts'
import { fill } from '../store/key-to-commit.ts'
import { BARE, OURS, post, prepare, RUNTIME, start, startWatched, stop, type Subject } from './launch.ts'
import { notePainted, paintedOn } from './painted.ts'
import { usage } from './usage.ts'

const STARTS = 7
const CARDS = 15
const VIEWS = 10
const IDLE_SECONDS = 60

declare global {
  /** In the measured main process. */
  var delays: { enable(): void; readonly max: number }
  /** In the measured main process: timer-recorder.cjs. */
  var timersSet: { delay: number; at: number; fired: number }[]
}

/** Takes about four minutes. */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'))
  try {
    return [
      ...(await coldStart(folder)),
      ...(await triggerToCard(folder)),
      ...(await fiveYearsInMyView(folder)),
      ...(await idle(folder)),
      ...(await idleTimers(folder)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function coldStart(folder: string): Promise<BenchRow[]> {
  const ours: number[] = []
  const bare: number[] = []
  for (let run = 0; run < STARTS; run += 1) {
    for (const [subject, times] of [
      [OURS, ours],
      [BARE, bare],
    ] as const) {
      const data = join(folder, `start-${run}-${subject === OURS ? 'ours' : 'bare'}`)
      const began = performance.now()
      const started = await start(subject, data)
      times.push(performance.now() - began)
      await stop(started)
    }
  }
  return [
    {
      name: 'cold start to tray, median',
      ours: quantile(ours, 0.5),
      peer: quantile(bare, 0.5),
      unit: 'ms',
      note: `${STARTS} starts each, alternating, hidden, new data folder; beside it: bare tray app; ${RUNTIME}`,
    },
  ]
}

async function triggerToCard(folder: string): Promise<BenchRow[]> {
  const cold = await cardTimes(OURS, join(folder, 'cards-ours'), false)
  const warm = await cardTimes(OURS, join(folder, 'cards-after-call'), true)
  const bare = await cardTimes(BARE, join(folder, 'cards-bare'), false)
  const goal = '< 150 ms plus the settle time (0 with one source)'
  const note = `${CARDS} cards, from before the HTTP request until the faces are painted; beside it: bare window; ${RUNTIME}`
  return [0.5, 0.9].flatMap((q) => [
    {
      name: `trigger to card painted after a call, p${q * 100}`,
      ours: quantile(warm, q),
      peer: quantile(bare, q),
      unit: 'ms',
      goal,
      note,
    },
    {
      name: `trigger to card painted out of the blue, p${q * 100}`,
      ours: quantile(cold, q),
      peer: quantile(bare, q),
      unit: 'ms',
      goal,
      note,
    },
  ])
}

/** @param afterCall the program that reports has said before that a call was going on */
async function cardTimes(subject: Subject, data: string, afterCall: boolean): Promise<number[]> {
  const app = await startWatched(subject, data)
  // The faces; of the bare window its heading.
  await notePainted(app.context(), '[role=radiogroup], .bare')
  try {
    const times: number[] = []
    // The first card isn't counted: it also finds caches cold, which the agent meets once a day.
    for (let card = 0; card <= CARDS; card += 1) {
      const opened = app.waitForEvent('window')
      const ids = `"ids":["sip:${card}"]`
      if (afterCall) {
        await post(data, `{${ids},"live":true}`, 'live')
        await delay(1500)
      }
      const began = Date.now()
      await post(data, `{${ids}}`)
      const { origin, after } = await paintedOn(await opened)
      if (card > 0) times.push(origin + after - began)
      await closeAll(app)
    }
    return times
  } finally {
    await app.close()
  }
}

async function closeAll(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
  })
  while (app.windows().length > 0) await delay(20)
}

/** How long the main process is held up at most while "My view" opens over 75,000 interactions. */
async function fiveYearsInMyView(folder: string): Promise<BenchRow[]> {
  const data = join(folder, 'five-years')
  prepare(data)
  const store = openStore({ directory: data, now: () => Date.now() })
  fill(store, join(data, 'aftercall.db'))
  store.close()
  // Not hidden: the panel opens, and asks for the other window.
  const app = await startWatched({ ...OURS, args: [] }, data)
  try {
    const panel = app.windows()[0] ?? (await app.waitForEvent('window'))
    await panel.getByRole('heading', { level: 1 }).waitFor()
    const answers: number[] = []
    const heldUp: number[] = []
    for (let view = 0; view < VIEWS; view += 1) {
      await app.evaluate(() => {
        const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
        globalThis.delays = monitorEventLoopDelay({ resolution: 1 })
        globalThis.delays.enable()
      })
      const opened = app.waitForEvent('window')
      answers.push(
        await panel.evaluate(async () => {
          await window.aftercall.invoke('window:open', { window: 'summary' })
          const began = performance.now()
          await window.aftercall.invoke('summary:get')
          return performance.now() - began
        }),
      )
      const page = await opened
      await page.getByRole('heading', { level: 1 }).waitFor()
      await delay(300)
      heldUp.push(await app.evaluate(() => globalThis.delays.max / 1e6))
      await page.close()
    }
    const note = `75,000 interactions, opened ${VIEWS} times; ${RUNTIME}`
    return [
      { name: 'My view: request to answer, median', ours: quantile(answers, 0.5), unit: 'ms', note },
      {
        name: 'My view: main process held up at most, median',
        ours: quantile(heldUp, 0.5),
        unit: 'ms',
        goal: '≤ 16 ms',
        note: `${note}; opening the window included`,
      },
    ]
  } finally {
    await app.close()
  }
}

async function idle(folder: string): Promise<BenchRow[]> {
  const [ours, bare] = [
    await start(OURS, join(folder, 'idle-ours')),
    await start(BARE, join(folder, 'idle-bare')),
  ]
  // What a start leaves to do is done by then.
  await delay(10_000)
  const before = [usage(ours.pid ?? 0), usage(bare.pid ?? 0)] as const
  await delay(IDLE_SECONDS * 1000)
  const after = [usage(ours.pid ?? 0), usage(bare.pid ?? 0)] as const
  await Promise.all([stop(ours), stop(bare)])
  const per = (key: 'wakeUps' | 'cpuMs', index: 0 | 1) =>
    (after[index][key] - before[index][key]) / IDLE_SECONDS
  const note = `over ${IDLE_SECONDS} s, all processes together; beside it: bare tray app; ${RUNTIME}`
  return [
    { name: 'idle: wake-ups', ours: per('wakeUps', 0), peer: per('wakeUps', 1), unit: '/s', note },
    { name: 'idle: CPU', ours: per('cpuMs', 0), peer: per('cpuMs', 1), unit: 'ms/s', note },
    {
      name: 'idle: memory',
      ours: after[0].memoryMb,
      peer: after[1].memoryMb,
      unit: 'MB',
      note: 'sum of PSS',
    },
    {
      name: 'idle: renderers alive',
      ours: after[0].renderers,
      peer: after[1].renderers,
      unit: '',
      goal: '0',
      note: 'processes with --type=renderer',
    },
  ]
}

/** Timers of the main process that fire in less than 30 s while nobody needs the widget. */
async function idleTimers(folder: string): Promise<BenchRow[]> {
  const app = await startWatched(OURS, join(folder, 'timers'), [
    join(import.meta.dirname, 'timer-recorder.cjs'),
  ])
  try {
    await delay(10_000)
    const from = Date.now()
    await delay(IDLE_SECONDS * 1000)
    const timers = await app.evaluate(() => globalThis.timersSet)
    const short = timers.filter(({ delay: ms, at, fired }) => ms < 30_000 && Math.max(at, fired) >= from)
    return [
      {
        name: 'idle: timers under 30 s',
        ours: short.length,
        unit: '',
        goal: '0',
        note: `set or fired in ${IDLE_SECONDS} s; delays: ${short.map(({ delay: ms }) => ms).join(', ') || 'none'}`,
      },
    ]
  } finally {
    await app.close()
  }
}
