/** What the specs need beside the running app: settings before the start, the HTTP door, the rows on disk. */
import type { Locator, Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore, type Store } from '../../src/main/store/index.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings.ts'
import { expect, test as base, type Running } from './fixture.ts'
import { RealCollector } from './real-collector.ts'

/** Settings of a start, written before it: any free port, so that specs can run side by side. */
export type StartSettings = Partial<Settings>

interface Fixtures {
  /** Prepares the data folder before the first launch; the store is closed again by the caller's return. */
  prepare(settings?: StartSettings, more?: (store: Store) => void): void
  /** Starts the widget on prepared data and waits until its HTTP door is open. */
  start(settings?: StartSettings, ...args: string[]): Promise<Running>
  /** The real collector, with the team Claims. */
  real: RealCollector
}

export const test = base.extend<Fixtures>({
  prepare: async ({ userData }, use) => {
    await use((settings = {}, more = () => {}) => {
      mkdirSync(userData, { recursive: true })
      const store = openStore({ directory: userData, now: () => Date.now() })
      const { triggers } = DEFAULT_SETTINGS
      store.state.write('settings', {
        ...DEFAULT_SETTINGS,
        // No shift ends while a spec runs, whenever that is.
        workWeekdays: [],
        triggers: { ...triggers, http: { enabled: true, port: 0, origins: [] } },
        ...settings,
      })
      more(store)
      store.close()
    })
  },
  start: async ({ prepare, launch, userData }, use) => {
    await use(async (settings = {}, ...args) => {
      prepare(settings)
      const running = await launch('--hidden', ...args)
      await expect.poll(() => readDoor(userData), { message: 'the HTTP door opens' }).toBeDefined()
      return running
    })
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern.
  real: async ({}, use, info) => {
    const real = await new RealCollector(info.outputPath('collector')).start()
    try {
      await real.command('team', 'add', 'Claims')
      await use(real)
    } finally {
      await real.stop()
    }
  },
})

function readDoor(userData: string): { port: number; token: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(userData, 'trigger.json'), 'utf8'))
  } catch {
    return undefined
  }
}

/** Tells the running widget, as another program would, over HTTP. */
export async function post(
  userData: string,
  body: Record<string, unknown> = {},
  path: 'ended' | 'live' = 'ended',
): Promise<number> {
  const door = readDoor(userData)
  if (door === undefined) throw new Error('the HTTP door is closed')
  const response = await fetch(`http://127.0.0.1:${door.port}/v1/interactions/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${door.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.status
}

/** Presses Escape on a window and waits until it is gone; the key's own release may find no page any more. */
export async function dismiss(page: Page): Promise<void> {
  const closed = page.waitForEvent('close')
  await page.keyboard.press('Escape').catch(() => {})
  await closed
}

/** Windows that have come to the screen; one that is only made ready during a call isn't among them. */
export async function appeared(widget: Running): Promise<string[]> {
  const events = await widget.host.windowEvents()
  return events.filter(({ event }) => event === 'show').map(({ window }) => window)
}

/** Clicks what ends the page, or the whole app: by the time the click is reported there may be nobody left. */
export async function clickLast(button: Locator): Promise<void> {
  await button.click().catch((error: unknown) => {
    if (!String(error).includes('has been closed')) throw error
  })
}

export interface Row {
  outcome: string | null
  rating: number | null
  solved: number | null
  follow_up: string | null
  note: string | null
  external_ids: string
  revision: number
  deleted: number
}

/** The interactions as they are on disk now, read by another process than the widget's. */
export function rows(userData: string): Row[] {
  return query<Row>(userData, 'SELECT * FROM interactions ORDER BY seq')
}

export function dayRows(
  userData: string,
): { work_day: string; smiley: string | null; asked_at: number | null }[] {
  return query(userData, 'SELECT work_day, smiley, asked_at FROM days ORDER BY work_day')
}

function query<R>(userData: string, sql: string): R[] {
  const db = new Database(join(userData, 'aftercall.db'), { readonly: true })
  try {
    return db.prepare<[], R>(sql).all()
  } finally {
    db.close()
  }
}

export { expect } from './fixture.ts'
