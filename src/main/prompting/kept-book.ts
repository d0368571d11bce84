/**
 * An interaction book that never loses an answer: while the disk refuses, changes are kept in a write queue, and
 * reading shows the interactions as they will be.
 */
import type { AnswerPatch, Interaction, Rating, WorkDayId } from '../../shared/records.ts'
import { answered, expired, rated, skipped, waiting, withdrawn } from './answers.ts'
import type { Enrichment, InteractionBook, NewInteraction } from './book.ts'
import type { WriteQueue } from './write-queue.ts'

export class KeptBook implements InteractionBook {
  readonly #book: InteractionBook
  readonly #queue: WriteQueue
  /** Interactions as the agent sees them, as far as they differ from the disk. */
  readonly #kept = new Map<string, Interaction>()

  constructor(book: InteractionBook, queue: WriteQueue) {
    this.#book = book
    this.#queue = queue
    queue.onWritten(() => this.#kept.clear())
  }

  add(interaction: NewInteraction): Interaction {
    return this.#change(interaction.id, () => this.#book.add(interaction), waiting(interaction))
  }

  enrich(id: string, enrichment: Enrichment): Interaction {
    return this.#change(
      id,
      () => this.#book.enrich(id, enrichment),
      (known) => ({ ...known, ...enrichment }),
    )
  }

  rate(id: string, rating: Rating): Interaction {
    return this.#change(
      id,
      () => this.#book.rate(id, rating),
      (known) => rated(known, rating),
    )
  }

  answer(id: string, patch: AnswerPatch): Interaction {
    return this.#change(
      id,
      () => this.#book.answer(id, patch),
      (known) => answered(known, patch),
    )
  }

  withdraw(id: string): Interaction {
    return this.#change(id, () => this.#book.withdraw(id), withdrawn)
  }

  skip(id: string): Interaction {
    return this.#change(id, () => this.#book.skip(id), skipped)
  }

  remove(id: string): void {
    this.#change(
      id,
      () => this.#book.remove(id),
      (known) => ({ ...known, deleted: true }),
    )
  }

  markPrompted(ids: readonly string[], at: number): void {
    for (const id of ids) {
      this.#change(
        id,
        () => this.#book.markPrompted([id], at),
        (known) => ({ ...known, promptedAt: known.promptedAt ?? at }),
      )
    }
  }

  expire(ids: readonly string[]): void {
    for (const id of ids) this.#change(id, () => this.#book.expire([id]), expired)
  }

  get(id: string): Interaction | undefined {
    return this.#kept.get(id) ?? this.#book.get(id)
  }

  ofWorkDay(day: WorkDayId): Interaction[] {
    return this.#overlay(this.#book.ofWorkDay(day), (known) => known.workDay === day)
  }

  waiting(): Interaction[] {
    return this.#overlay(this.#book.waiting(), (known) => known.outcome === null)
  }

  /**
   * Writes, or keeps the write together with what the interaction looks like after it.
   * @param after what it looks like, or how that follows from what it looks like now
   */
  #change<T>(
    id: string,
    write: () => T,
    after: Interaction | ((known: Interaction) => Interaction),
  ): T | Interaction {
    const written = this.#queue.attempt(write)
    if (written !== undefined) return written.value
    const look = typeof after === 'function' ? after(this.#known(id)) : after
    this.#kept.set(id, look)
    return look
  }

  #known(id: string): Interaction {
    const known = this.get(id)
    if (known === undefined) throw new Error(`no interaction ${id}`)
    return known
  }

  #overlay(stored: Interaction[], belongs: (interaction: Interaction) => boolean): Interaction[] {
    if (this.#kept.size === 0) return stored
    const all = [...stored.filter(({ id }) => !this.#kept.has(id)), ...this.#kept.values()]
    return all.filter((interaction) => !interaction.deleted && belongs(interaction)).sort(byEnd)
  }
}

const byEnd = (a: Interaction, b: Interaction): number => a.endedAt - b.endedAt
