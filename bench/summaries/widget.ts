/**
 * What the widget makes of it: My view over five years of the agent's own records, and the team's window from what was
 * fetched before, with the collector gone.
 */
import type { ElectronApplication, Page } from '@playwright/test'
import { join } from 'node:path'
import { openStore as openCollector } from '../../src/collector/store/open.ts'
import { ownView } from '../../src/main/own-view.ts'
import { openStore } from '../../src/main/store/index.ts'
import { ARRIVAL } from '../../src/renderer/ui/arrival.ts'
import { dayOf, dayText } from '../../src/shared/calendar.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts'
import { fill as fillCollector } from '../../tools/demo/history/fill.ts'
import { createWorld } from '../../tools/demo/world/world.ts'
import { OURS, prepare, RUNTIME, startWatched } from '../app/launch.ts'
import { notePainted, paintedOn } from '../app/painted.ts'
import { quantile, type BenchRow } from '../row.ts'
import { fill } from '../store/key-to-commit.ts'
import { startServer } from '../sync/collector.ts'

const VIEWS = 12
const TEAM_DAYS = 400
const DAY_MS = 86_400_000

interface Opened {
  /** From asking for the window until its first chart was on the screen. */
  readonly fromAsking: number
  /** From when the page itself began. */
  readonly fromPage: number
  /** From when the page had what its charts are about. */
  readonly fromArrival: number
}

export async function widgetViews(folder: string): Promise<BenchRow[]> {
  return [...(await myView(join(folder, 'five-years'))), ...(await teamView(folder))]
}

async function myView(data: string): Promise<BenchRow[]> {
  prepare(data)
  const store = openStore({ directory: data, now: () => Date.now() })
  fill(store, join(data, 'aftercall.db'))
  const today = dayText(dayOf(Date.now()))
  const workedOut = Array.from({ length: VIEWS }, () => {
    const began = performance.now()
    ownView(store, today, DEFAULT_SETTINGS)
    return performance.now() - began
  })
  store.close()
  const app = await startWatched({ ...OURS, args: [] }, data)
  try {
    const panel = await panelOf(app)
    const answers: number[] = []
    const asked: number[] = []
    const opened: Opened[] = []
    for (let view = 0; view < VIEWS; view += 1) {
      opened.push(await openWindow(app, panel, 'summary'))
      answers.push(await timeOf(panel, 'summary:get'))
      asked.push(await timeOf(panel, 'today:get'))
    }
    const note = `75,000 interactions, ${VIEWS} times; ${RUNTIME}`
    return [
      {
        name: 'My view with five years: read and worked out, median',
        ours: quantile(workedOut, 0.5),
        unit: 'ms',
        goal: '< 50 ms',
        note: `75,000 interactions, ${VIEWS} times, without a window`,
      },
      {
        name: 'My view with five years: asked for by a window, median',
        ours: quantile(answers, 0.5),
        peer: quantile(asked, 0.5),
        unit: 'ms',
        note: `${note}; beside it: what the panel asks for, which is short`,
      },
      ...paintRows('My view with five years', opened, '< 50 ms', note),
    ]
  } finally {
    await app.close()
  }
}

/** How long a window waits for an answer, in ms. */
function timeOf(page: Page, command: 'summary:get' | 'today:get'): Promise<number> {
  return page.evaluate(async (name) => {
    const began = performance.now()
    await window.aftercall.invoke(name)
    return performance.now() - began
  }, command)
}

async function teamView(folder: string): Promise<BenchRow[]> {
  const collector = join(folder, 'collector')
  const code = await fillTeam(collector)
  const data = join(folder, 'lead')
  const server = await startServer(['--data', collector])
  let app: ElectronApplication | undefined
  try {
    app = await startWatched({ ...OURS, args: [] }, data)
    const panel = await panelOf(app)
    await panel.evaluate(
      async ([endpoint, text]) => {
        const joined = await window.aftercall.invoke('sync:enrol', { endpoint, code: text })
        if (!joined.ok) throw new Error('The widget could not join.')
        await window.aftercall.invoke('team:refresh')
      },
      [server.url, code] as const,
    )
    // The first time it may still be on its way.
    await openWindow(app, panel, 'team')
    await server.stop()
    const opened: Opened[] = []
    for (let view = 0; view < VIEWS; view += 1) opened.push(await openWindow(app, panel, 'team'))
    const note = `thirteen months of a team, collector gone, ${VIEWS} times; ${RUNTIME}`
    return paintRows('Team view from the cache', opened, '< 100 ms', note)
  } finally {
    await app?.close()
    await server.stop()
  }
}

function paintRows(name: string, opened: readonly Opened[], goal: string, note: string): BenchRow[] {
  const arrival = opened.map(({ fromArrival }) => fromArrival)
  const page = opened.map(({ fromPage }) => fromPage)
  const asking = opened.map(({ fromAsking }) => fromAsking)
  return [
    {
      name: `${name}: data there to first chart painted, median`,
      ours: quantile(arrival, 0.5),
      unit: 'ms',
      goal,
      note,
    },
    {
      name: `${name}: page to first chart painted, median`,
      ours: quantile(page, 0.5),
      unit: 'ms',
      note: 'loading its scripts included',
    },
    {
      name: `${name}: asked for to first chart painted, median`,
      ours: quantile(asking, 0.5),
      unit: 'ms',
      note: 'making the window included',
    },
  ]
}

/** A small collector's thirteen months, made as the demo's are. Returns a lead's code. */
async function fillTeam(folder: string): Promise<string> {
  const yesterday = dayOf(Date.now()) - 1
  const span = { from: dayText(yesterday - TEAM_DAYS), to: dayText(yesterday) }
  const world = createWorld({ seed: 1, teams: 1, language: 'en', ...span })
  const clock = { at: 0 }
  const store = await openCollector({ dataFolder: folder, database: undefined, now: () => clock.at })
  try {
    const { teams } = await fillCollector({ store, clock, world, without: new Set(), onMonth: () => {} })
    clock.at = Date.now()
    const teamId = teams[0]?.id ?? ''
    const seat = { teamId, role: 'lead', seats: 1, expiresAt: clock.at + DAY_MS } as const
    return (await store.administration.createCode(seat)).code
  } finally {
    await store.close()
  }
}

async function panelOf(app: ElectronApplication): Promise<Page> {
  await notePainted(app.context(), '.chart-picture svg')
  const panel = app.windows()[0] ?? (await app.waitForEvent('window'))
  await panel.getByRole('heading', { level: 1 }).waitFor()
  return panel
}

/** Opens a window and closes it again. */
async function openWindow(app: ElectronApplication, panel: Page, name: 'summary' | 'team'): Promise<Opened> {
  const coming = app.waitForEvent('window')
  const asked = await panel.evaluate(async (window_) => {
    const began = Date.now()
    await window.aftercall.invoke('window:open', { window: window_ })
    return began
  }, name)
  const page = await coming
  const { origin, after } = await paintedOn(page)
  const arrived = await page.evaluate(
    (mark) => performance.getEntriesByName(mark)[0]?.startTime ?? Number.NaN,
    ARRIVAL,
  )
  if (Number.isNaN(arrived)) throw new Error(`The ${name} window doesn't mark when its data has come.`)
  await page.close()
  return { fromAsking: origin + after - asked, fromPage: after, fromArrival: after - arrived }
}
