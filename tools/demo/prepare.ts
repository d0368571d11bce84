/** Fills the demo's folder: the collector's records, the lead's own, and codes to join with. */
import { join } from 'node:path'
import { dayOf, dayText } from '../../src/shared/calendar.ts'
import { openStore } from '../../src/collector/store/open.ts'
import type { CollectorStore, Team } from '../../src/collector/store/store.ts'
import { fill } from './history/fill.ts'
import { writeOwnRecords } from './history/own-records.ts'
import { spotlightNewest } from './history/team-work.ts'
import type { DemoOptions } from './options.ts'
import type { PersonDay } from './world/work.ts'
import { createWorld, type World } from './world/world.ts'

export interface Prepared {
  /** Folder of the collector's records. */
  readonly collector: string
  /** Data folder of the lead's widget; `undefined`: there is none. */
  readonly widget: string | undefined
  readonly leadCode: string
  readonly agentCode: string
  readonly teams: readonly Team[]
  readonly records: number
}

interface Parts {
  readonly folder: string
  readonly options: DemoOptions
  /** Epoch ms. */
  readonly now: number
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

const DAY_MS = 86_400_000
const CODE_DAYS = 14
const SEATS = 20

/** @throws StoreError; what `signal` was aborted with */
export async function prepare({ folder, options, now, say, signal }: Parts): Promise<Prepared> {
  const { seed, teams: count, days, language, widget } = options
  const yesterday = dayOf(now) - 1
  const [from, to] = [dayText(yesterday - days + 1), dayText(yesterday)]
  const world = createWorld({ seed, teams: count, from, to, language })
  say(`Making up ${count} teams from ${from} to ${to} …`)
  // The lead's own records are in the lead's widget, which sends them when it has joined.
  const lead = world.people.find(({ isLead }) => isLead)
  const own: PersonDay[] = []
  const clock = { at: 0 }
  const collector = join(folder, 'collector')
  const store = await openStore({ dataFolder: collector, database: undefined, now: () => clock.at })
  try {
    const { teams, records, devices } = await fill({
      store,
      clock,
      world: listening(world, (day) => void (day.person === lead && own.push(day))),
      without: new Set(widget && lead !== undefined ? [lead.no] : []),
      onMonth: (month, done) => say(`  ${month}  ${String(Math.round(done * 100)).padStart(3)} %`),
      signal,
    })
    clock.at = now
    await store.administration.publishDue()
    await spotlightNewest(store, devices)
    const widgetFolder = widget ? join(folder, 'lead') : undefined
    if (widgetFolder !== undefined) {
      say("Writing the lead's own records …")
      writeOwnRecords({ folder: widgetFolder, days: own, language })
    }
    const codes = await codesFor(store, teams[0], now)
    return { collector, widget: widgetFolder, ...codes, teams, records }
  } finally {
    await store.close()
  }
}

/** The same world; somebody hears of each day. */
function listening(world: World, heard: (day: PersonDay) => void): World {
  return {
    ...world,
    *days() {
      for (const today of world.days()) {
        for (const { day } of today.work) heard(day)
        yield today
      }
    },
  }
}

async function codesFor({ administration }: CollectorStore, team: Team | undefined, now: number) {
  if (team === undefined) throw new Error('There is no team.')
  const shared = { teamId: team.id, seats: SEATS, expiresAt: now + CODE_DAYS * DAY_MS }
  return {
    leadCode: (await administration.createCode({ ...shared, role: 'lead' })).code,
    agentCode: (await administration.createCode({ ...shared, role: 'agent' })).code,
  }
}
