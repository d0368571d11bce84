/** What the leads of the demo do: they work through follow-ups and put a story into the spotlight. */
import { dayNumber } from '../../../src/shared/calendar.ts'
import type { CollectorStore } from '../../../src/collector/store/store.ts'
import { sequenceOf, chance, pick } from '../world/draw.ts'
import type { DemoDevice } from './devices.ts'

const NAMES = ['Robin', 'Sam', 'Noor', 'Alex'] as const

/** Of those that are older than a few days nearly all are done, and some aren't needed any more. */
export async function workThroughFollowUps(
  store: CollectorStore,
  devices: Iterable<DemoDevice>,
  today: number,
): Promise<void> {
  const random = sequenceOf(today, 'follow-ups')
  for (const teamNo of teamsOf(devices)) {
    const { followUps } = await store.sharedWork.followUps(teamNo)
    const old = followUps.filter(({ state, workDay }) => state === 'open' && dayNumber(workDay) < today - 3)
    for (const { id } of old) {
      if (chance(random, 0.15)) continue
      const done = chance(random, 0.85)
      const to = { state: done ? 'done' : 'not-needed', doneBy: done ? pick(random, NAMES) : null } as const
      await store.sharedWork.setFollowUp(teamNo, id, to)
    }
  }
}

/** The newest story of each team. */
export async function spotlightNewest(store: CollectorStore, devices: Iterable<DemoDevice>): Promise<void> {
  for (const teamNo of teamsOf(devices)) {
    const { stories } = await store.sharedWork.stories(teamNo, undefined)
    const [newest] = stories
    if (newest !== undefined) await store.sharedWork.setSpotlight(teamNo, newest.id)
  }
}

function teamsOf(devices: Iterable<DemoDevice>): ReadonlySet<number> {
  return new Set(Array.from(devices, ({ credential }) => credential.teamNo))
}
