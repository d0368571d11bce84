/** The store's part for what a team works with together: see ../shared-work.ts. */
import type { SharedWork } from '../shared-work.ts'
import { guarded, type Engine } from './engine.ts'
import { listFollowUps, ownFollowUps, setFollowUp } from './follow-ups.ts'
import { readSpotlight, setSpotlight } from './spotlight.ts'
import { listStories } from './stories.ts'
import { sharedBetween } from './weekly.ts'

export function createSharedWork(engine: Engine): SharedWork {
  return {
    followUps: (teamNo) => guarded(engine, () => listFollowUps(engine, teamNo)),
    setFollowUp: (teamNo, id, to) => guarded(engine, () => setFollowUp(engine, teamNo, id, to)),
    ownFollowUps: (agentNo) => guarded(engine, () => ownFollowUps(engine, agentNo)),
    stories: (teamNo, before) => guarded(engine, () => listStories(engine, teamNo, before)),
    spotlight: (teamNo) => guarded(engine, () => readSpotlight(engine, teamNo)),
    setSpotlight: (teamNo, id) => guarded(engine, () => setSpotlight(engine, teamNo, id)),
    sharedBetween: (teamNo, from, to) => guarded(engine, () => sharedBetween(engine, teamNo, from, to)),
  }
}
