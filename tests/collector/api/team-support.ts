/** A team with a lead over real HTTP, on a day that the test chooses. */
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { ROUTES } from '../../../src/shared/wire/limits.ts'
import type { EnrolmentAnswer } from '../../../src/shared/wire/answers.ts'
import type { WireEvent } from '../../../src/shared/wire/events.ts'
import { summaryAnswerSchema, type SummaryAnswer } from '../../../src/shared/wire/summaries.ts'
import {
  followUpsAnswerSchema,
  ownFollowUpsAnswerSchema,
  storiesAnswerSchema,
  weeklyAnswerSchema,
} from '../../../src/shared/wire/team.ts'
import type { WindowKind } from '../../../src/shared/statistics/windows.ts'
import { smileyEvent } from '../../support/wire-samples.ts'
import { onSqlite, startTestCollector, type CollectorSettings, type Finally } from './support.ts'

/** A Monday. */
export const MONDAY = '2026-11-02'

/** Limits are tested elsewhere, and this clock stands still: nothing would come in again. */
const PLENTY = { burst: 1_000_000, perSecond: 1_000_000 }

export type TeamScene = Awaited<ReturnType<typeof teamScene>>

/** The address of a team's route. */
export function at(path: string, teamId: string, recordId = ''): string {
  return path.replace(':teamId', teamId).replace(':recordId', recordId)
}

type Settings = Pick<CollectorSettings, 'makeStore' | 'limits'>

interface Team {
  readonly agents?: number
  readonly day?: string
}

/** A collector whose clock the scenes on it set. */
async function clockedCollector({ makeStore = onSqlite, limits }: Settings, atEnd: Finally) {
  const clock = { now: 0 }
  const collector = await startTestCollector(
    {
      makeStore,
      now: () => clock.now,
      limits: { requestsPerDevice: PLENTY, eventsPerDevice: PLENTY, wrongCodesPerAddress: PLENTY, ...limits },
    },
    atEnd,
  )
  return { collector, clock }
}

/** A team on a collector of its own. */
export async function teamScene(
  settings: Settings & Team = {},
  atEnd: Finally = (clean) => onTestFinished(clean),
) {
  return await newTeam(await clockedCollector(settings, atEnd), settings)
}

async function newTeam(
  { collector, clock }: Awaited<ReturnType<typeof clockedCollector>>,
  { agents: number = 0, day = MONDAY }: Team,
) {
  clock.now = Date.parse(`${day}T12:00:00Z`)
  const { store } = collector
  const lead = await collector.enrol('lead')
  const { team } = lead
  const enrol = () => collector.enrol('agent', team.id)
  const agents: EnrolmentAnswer[] = []
  for (let n = 0; n < number; n += 1) agents.push(await enrol())

  const get = (path: string, token: string | undefined = lead.token, query = '') =>
    collector.call('GET', at(path, team.id) + query, { token })

  /** Sends, and sees to it that all of it is stored. */
  async function send(device: EnrolmentAnswer, events: readonly WireEvent[]): Promise<void> {
    const { body } = await collector.send(device.token, events)
    const answer = JSON.stringify(body)
    if (!answer.includes(`"stored":${events.length},`)) throw new Error(answer)
  }

  return {
    collector,
    store,
    team,
    lead,
    agents,
    enrol,
    get,
    send,
    smile: (device: EnrolmentAnswer, workDay: string, smiley: 'happy' | 'neutral' | 'sad') =>
      send(device, [smileyEvent(device.deviceId, workDay, smiley)]),
    /** It is noon (UTC) of this day. */
    goTo: (next: string) => {
      clock.now = Date.parse(`${next}T12:00:00Z`)
    },
    /** As the server does by itself, some time after midnight. */
    publish: () => store.administration.publishDue(),
    summary: async (by: WindowKind, from: string, to: string, token?: string): Promise<SummaryAnswer> =>
      summaryAnswerSchema.parse((await get(ROUTES.summary, token, `?by=${by}&from=${from}&to=${to}`)).body),
    followUps: async () => followUpsAnswerSchema.parse((await get(ROUTES.followUps)).body).followUps,
    ownFollowUps: async ({ token }: EnrolmentAnswer) =>
      ownFollowUpsAnswerSchema.parse((await get(ROUTES.ownFollowUps, token)).body).followUps,
    stories: async (query = '', token?: string) =>
      storiesAnswerSchema.parse((await get(ROUTES.stories, token, query)).body),
    weekly: async (token?: string) => weeklyAnswerSchema.parse((await get(ROUTES.weekly, token)).body),
    setFollowUp: (recordId: string, json: unknown, token = lead.token) =>
      collector.call('POST', at(ROUTES.followUp, team.id, recordId), { token, json }),
    setSpotlight: (story: string | null, token = lead.token) =>
      collector.call('POST', at(ROUTES.spotlight, team.id), { token, json: { story } }),
  }
}

/** One team for all tests of a `describe`, where they don't get into each other's way. */
export function sharedTeam(settings: Settings & Team = {}): () => TeamScene {
  return duringTests((atEnd) => teamScene(settings, atEnd))
}

/** One collector for all tests of a `describe`, and a team for each that asks for one. */
export function sharedTeams(settings: Settings = {}): (team?: Team) => Promise<TeamScene> {
  const shared = duringTests((atEnd) => clockedCollector(settings, atEnd))
  return (team = {}) => newTeam(shared(), team)
}

function duringTests<T>(start: (atEnd: Finally) => Promise<T>): () => T {
  const cleaning: (() => void | Promise<void>)[] = []
  let started: T | undefined
  beforeAll(async () => {
    started = await start((clean) => cleaning.push(clean))
  })
  afterAll(async () => {
    for (const clean of cleaning.toReversed()) await clean()
  })
  return () => started!
}

/** The record of an event. */
export function idOf({ id }: { readonly id: string }): string {
  return id.slice(0, 36)
}
