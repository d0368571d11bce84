/** What an agent does, on the real store. */
import type { Store } from '../../../src/main/store/index.ts'
import { REASONS, SMILEYS } from '../../../src/shared/lists.ts'
import type { AnswerPatch, Rating } from '../../../src/shared/records.ts'
import type { SyncRecord } from '../../../src/shared/wire/to-event.ts'
import type { Act } from './acts.ts'

const ZONE = 'Europe/Amsterdam'
const QUARTER = '2026-Q4'
const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20'] as const
const PATCHES: readonly AnswerPatch[] = [
  { solved: true },
  { reasons: [REASONS[0], REASONS[2]] },
  { story: 'They said thank you twice.' },
  { followUp: 'Call back on Monday — naïve “quotes” & émojis 🙂' },
  { note: 'Private, never leaves.', solved: false, followUp: null },
]

/**
 * Does it, and returns the records as the store has them then. Nothing where there is nothing to do it to.
 * @param ids interactions that are not deleted, oldest first; a new one is added
 * @throws StoreError
 */
export function perform(store: Store, ids: string[], act: Act, now: number): SyncRecord[] {
  switch (act.act) {
    case 'rate': {
      const id = addInteraction(store, ids, dayOf(act.day), now)
      const rated = store.interactions.rate(id, ratingOf(act.rating))
      if (!act.followUp) return [{ kind: 'interaction', record: rated }]
      const record = store.interactions.answer(id, { followUp: 'They wait for an answer.' })
      return [{ kind: 'interaction', record }]
    }
    case 'wait':
      addInteraction(store, ids, dayOf(act.day), now)
      return []
    case 'rate-again':
      return onPicked(ids, act.pick, (id) => store.interactions.rate(id, ratingOf(act.rating)))
    case 'answer':
      return onPicked(ids, act.pick, (id) => {
        const patch = PATCHES[act.what] ?? {}
        const rated = store.interactions.get(id)?.outcome === 'rated'
        return store.interactions.answer(id, rated ? patch : { followUp: 'Before it is rated.' })
      })
    case 'undo':
      return onPicked(ids, act.pick, (id) => store.interactions.withdraw(id))
    case 'skip':
      return onPicked(ids, act.pick, (id) => store.interactions.skip(id))
    case 'expire':
      return onPicked(ids, act.pick, (id) => {
        store.interactions.expire([id])
        return store.interactions.get(id)
      })
    case 'delete':
      return onPicked(ids, act.pick, (id) => {
        const record = store.interactions.remove(id)
        ids.splice(ids.indexOf(id), 1)
        return record
      })
    case 'enrich':
      return onPicked(ids, act.pick, (id) =>
        store.interactions.enrich(id, { queue: `Queue ${act.pick % 7}` }),
      )
    case 'smile': {
      const smiley = SMILEYS[act.smiley] ?? 'happy'
      store.days.open(dayOf(act.day), ZONE)
      return [{ kind: 'day', record: store.days.smile(dayOf(act.day), smiley) }]
    }
    case 'withdraw-smile':
      if (store.days.get(dayOf(act.day)) === undefined) return []
      return [{ kind: 'day', record: store.days.withdraw(dayOf(act.day)) }]
    case 'pulse':
      return [{ kind: 'pulse', record: store.pulses.answer(QUARTER, act.score) }]
    case 'withdraw-pulse':
      if (store.pulses.get(QUARTER) === undefined) return []
      return [{ kind: 'pulse', record: store.pulses.withdraw(QUARTER) }]
  }
}

type InteractionRecord = Extract<SyncRecord, { kind: 'interaction' }>['record']

function onPicked(
  ids: readonly string[],
  pick: number,
  change: (id: string) => InteractionRecord | undefined,
): SyncRecord[] {
  const id = ids[pick % Math.max(1, ids.length)]
  const record = id === undefined ? undefined : change(id)
  return record === undefined ? [] : [{ kind: 'interaction', record }]
}

function addInteraction(store: Store, ids: string[], workDay: string, now: number): string {
  const { id } = store.interactions.add({
    workDay,
    timeZone: ZONE,
    externalIds: [`sip:${now}-${ids.length}@pbx`],
    channel: 'voice',
    direction: 'inbound',
    cause: 'remote',
    endedAt: now,
    trigger: 'baresip',
  })
  ids.push(id)
  return id
}

function dayOf(index: number): string {
  return DAYS[index] ?? DAYS[0]
}

function ratingOf(rating: number): Rating {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- scripts rate from 1 to 5
  return rating as Rating
}
