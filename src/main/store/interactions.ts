/** Interactions: what ended, and what the agent says about it. */
import type { Database } from 'better-sqlite3'

import { answerPatchSchema } from '../../shared/records.ts'
import type { AnswerPatch, Interaction, Rating, WorkDayId } from '../../shared/records.ts'
import { StoreError } from './errors.ts'
import type { Guard } from './errors.ts'
import { enrich } from './enrichment.ts'
import type { Enrichment } from './enrichment.ts'
import { interactionStatements } from './interaction-statements.ts'
import { flag, toInteraction } from './rows.ts'
import type { InteractionRow } from './rows.ts'
import { uuidBytes } from './uuid.ts'

/** An interaction as the prompting reports it, under its own id (UUIDv7) if it has one already. Times are epoch ms. */
export type NewInteraction = Readonly<
  Pick<Interaction, 'workDay' | 'timeZone' | 'channel' | 'direction' | 'cause' | 'endedAt' | 'trigger'>
> & {
  readonly externalIds: readonly string[]
} & {
  readonly [K in 'id' | 'queue' | 'startedAt' | 'durationMs' | 'promptedAt']?: Interaction[K] | undefined
}

/**
 * The revision rises by one with every change that others may see: outcome, rating, solved, reasons, follow-up,
 * story, channel, queue, external ids. It doesn't rise for what never leaves the computer (note, clock times, who
 * ended it) nor for a change to the same value. A record that is still at 0 has never been answered and isn't sent;
 * its first answer, skip, expiry or follow-up makes it 1.
 *
 * Whoever names an interaction that doesn't exist or was removed gets a `StoreError` with `not-found`.
 */
export interface InteractionStore {
  /** Stores an interaction that waits for the agent. An id that is there already changes nothing: a second try. */
  add(interaction: NewInteraction): Interaction
  /** Adds what a later report knows better. Raises the revision only of a record that is above 0. */
  enrich(id: string, enrichment: Enrichment): Interaction
  /** Remembers when a card first asked; later times are ignored. */
  markPrompted(ids: readonly string[], at: number): void
  /** Rates, also what was skipped or has expired; rating again keeps what was added to the rating. */
  rate(id: string, rating: Rating): Interaction
  /**
   * Changes what belongs to a rating. A follow-up or a note is possible without a rating too: a customer who must
   * be called back can't wait for it. Anything else then is refused with `conflict`.
   */
  answer(id: string, patch: AnswerPatch): Interaction
  /** Undo: waiting again, every answer cleared, the private note kept. */
  withdraw(id: string): Interaction
  /** The agent won't rate it. A rated interaction stays rated. */
  skip(id: string): Interaction
  /** Those that still wait have waited too long; the others stay as they are. Returns what has expired. */
  expire(ids: readonly string[]): Interaction[]
  /** Leaves a tombstone: id, revision and work day. The revision rises unless nobody can know of the record. */
  remove(id: string): Interaction
  /** The record, a tombstone included. */
  get(id: string): Interaction | undefined
  /** Without tombstones, in the order in which they ended. */
  ofWorkDay(workDay: WorkDayId): Interaction[]
  /** All that wait for the agent, of any day, in the order in which they ended. */
  waiting(): Interaction[]
}

export function createInteractions(db: Database, guard: Guard, newId: () => string): InteractionStore {
  const statements = interactionStatements(db)
  const missing = (id: string) => new StoreError('not-found', db.name, `There is no interaction ${id}.`)

  /** The row that a statement with RETURNING has changed, if there was one. */
  const changed = (rows: readonly InteractionRow[]): Interaction | undefined =>
    rows[0] === undefined ? undefined : toInteraction(rows[0])
  const existing = (id: string): Interaction => {
    const row = statements.get.get(uuidBytes(id))
    if (row === undefined || row.deleted === 1) throw missing(id)
    return toInteraction(row)
  }

  const markAll = db.transaction((ids: readonly string[], at: number) => {
    for (const id of ids) statements.markPrompted.run(at, uuidBytes(id))
  })
  const expireAll = db.transaction((ids: readonly string[]) =>
    ids.flatMap((id) => statements.expire.all(uuidBytes(id)).map(toInteraction)),
  )

  return {
    add: (interaction) =>
      guard(() => {
        const id = interaction.id ?? newId()
        statements.add.run({
          id: uuidBytes(id),
          workDay: interaction.workDay,
          timeZone: interaction.timeZone,
          externalIds: JSON.stringify(interaction.externalIds),
          channel: interaction.channel,
          direction: interaction.direction,
          cause: interaction.cause,
          queue: interaction.queue ?? null,
          startedAt: interaction.startedAt ?? null,
          endedAt: interaction.endedAt,
          durationMs: interaction.durationMs ?? null,
          trigger: interaction.trigger,
          promptedAt: interaction.promptedAt ?? null,
        })
        return existing(id)
      }),
    enrich: (id, enrichment) =>
      guard(() => {
        const before = existing(id)
        const { after, visible } = enrich(before, enrichment)
        statements.enrich.run({
          id: uuidBytes(id),
          externalIds: JSON.stringify(after.externalIds),
          channel: after.channel,
          direction: after.direction,
          cause: after.cause,
          queue: after.queue,
          startedAt: after.startedAt,
          endedAt: after.endedAt,
          durationMs: after.durationMs,
          rise: Number(visible && before.revision > 0),
        })
        return existing(id)
      }),
    markPrompted: (ids, at) => guard(() => markAll.immediate(ids, at)),
    rate: (id, rating) =>
      guard(() => {
        const interaction = changed(statements.rate.all(rating, rating, uuidBytes(id)))
        if (interaction === undefined) throw missing(id)
        return interaction
      }),
    answer: (id, patch) =>
      guard(() => {
        const given = answerPatchSchema.safeParse(patch)
        if (!given.success) {
          const why = given.error.issues
            .map(({ path, message }) => `${path.join('.')}: ${message}`)
            .join('; ')
          throw new StoreError('invalid', db.name, `An answer was refused. ${why}`)
        }
        const before = existing(id)
        const { solved, reasons, story, followUp, note } = given.data
        const needsRating = solved !== undefined || reasons !== undefined || story !== undefined
        if (needsRating && before.outcome !== 'rated') {
          throw new StoreError('conflict', db.name, `Interaction ${id} isn't rated; rate it first.`)
        }
        const rows = statements.answer.all({
          id: uuidBytes(id),
          solved: flag(solved === undefined ? before.solved : solved),
          reasons: JSON.stringify(reasons === undefined ? before.reasons : [...new Set(reasons)]),
          followUp: followUp === undefined ? before.followUp : followUp,
          story: story === undefined ? before.story : story,
          note: note === undefined ? before.note : note,
        })
        return changed(rows) ?? existing(id)
      }),
    withdraw: (id) => guard(() => changed(statements.withdraw.all(uuidBytes(id))) ?? existing(id)),
    skip: (id) => guard(() => changed(statements.skip.all(uuidBytes(id))) ?? existing(id)),
    expire: (ids) => guard(() => expireAll.immediate(ids)),
    remove: (id) =>
      guard(() => {
        const key = uuidBytes(id)
        const tombstone = changed(statements.remove.all(key))
        if (tombstone !== undefined) return tombstone
        const row = statements.get.get(key)
        if (row === undefined) throw missing(id)
        return toInteraction(row)
      }),
    get: (id) => guard(() => changed(statements.get.all(uuidBytes(id)))),
    ofWorkDay: (workDay) => guard(() => statements.ofWorkDay.all(workDay).map(toInteraction)),
    waiting: () => guard(() => statements.waiting.all().map(toInteraction)),
  }
}
