/** Device and collector as they should be: small, pure, and without a word about how. */

export interface Content {
  readonly outcome: 'rated' | 'skipped' | 'expired' | null
  readonly rating: number | null
  readonly solved: boolean | null
  readonly followUp: string | null
  readonly smiley: 'happy' | 'neutral' | 'sad' | null
  readonly score: number | null
  readonly deleted: boolean
}

export const NOTHING: Content = {
  outcome: null,
  rating: null,
  solved: null,
  followUp: null,
  smiley: null,
  score: null,
  deleted: false,
}

interface ModelRecord {
  readonly content: Content
  readonly revision: number
  /** The revision that the device knows to be at the collector. */
  readonly confirmed: number
}

export interface HeldRecord {
  readonly content: Content
  readonly revision: number
}

export class Model {
  /** By the name that the run gives a record: `i0`, `i1`, …, `day`, `pulse`. */
  readonly device = new Map<string, ModelRecord>()
  readonly collector = new Map<string, HeldRecord>()
  online = true
  /** The collector takes what the device sends; the device learns otherwise only by trying. */
  revoked = false
  /** What the device knows of it. */
  connection: 'enrolled' | 'revoked' = 'enrolled'
  /** The next answer to a batch gets lost. */
  answerLost = false
  /** After a start there is something to ask, whether records wait or not. */
  due = false
  interactions = 0

  content(name: string): Content {
    return this.device.get(name)?.content ?? NOTHING
  }

  has(name: string): boolean {
    return this.device.has(name) && !this.content(name).deleted
  }

  add(name: string): void {
    this.device.set(name, { content: NOTHING, revision: 0, confirmed: 0 })
  }

  /** A revision is a change that others may see. */
  change(name: string, changes: Partial<Content>): void {
    const record = this.device.get(name) ?? { content: NOTHING, revision: 0, confirmed: 0 }
    const content = { ...record.content, ...changes }
    const differs = JSON.stringify(content) !== JSON.stringify(record.content)
    this.device.set(name, { ...record, content, revision: record.revision + Number(differs) })
  }

  /** Nobody can know of a record that was never sent or answered: it leaves without a trace for others. */
  remove(name: string): void {
    const record = this.device.get(name)
    if (record === undefined) return
    const revision = record.revision + Number(record.revision > 0)
    this.device.set(name, { ...record, content: { ...NOTHING, deleted: true }, revision })
  }

  get pending(): number {
    return [...this.device.values()].filter(({ revision, confirmed }) => confirmed < revision).length
  }

  /** One attempt to send. */
  sync(): void {
    const sends = this.pending > 0
    if (!this.online || this.connection === 'revoked' || !(sends || this.due)) return
    if (this.revoked) {
      this.connection = 'revoked'
      return
    }
    const isLost = sends && this.answerLost
    for (const [name, { content, revision, confirmed }] of this.device) {
      if (confirmed === revision) continue
      this.collector.set(name, { content, revision })
      if (!isLost) this.device.set(name, { content, revision, confirmed: revision })
    }
    if (sends) this.answerLost = false
    if (!isLost) this.due = false
  }
}
