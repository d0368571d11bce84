/** The sync's document: read once, changed in memory first, written down as soon as the disk allows. */
import type { SyncStore } from './parts.ts'
import { EMPTY_DOCUMENT, SYNC_STATE, syncDocumentSchema, type SyncDocument } from './document.ts'

export class Memory {
  readonly #state: SyncStore['state']
  #document: SyncDocument | undefined
  #isWritten = true

  constructor(state: SyncStore['state']) {
    this.#state = state
  }

  get document(): SyncDocument {
    return this.#document ?? EMPTY_DOCUMENT
  }

  get isLoaded(): boolean {
    return this.#document !== undefined
  }

  /** Reads it, the first time; writes what couldn't be written before. @throws what the store throws */
  load(): void {
    this.#document ??= this.#state.read(SYNC_STATE, syncDocumentSchema) ?? EMPTY_DOCUMENT
    if (!this.#isWritten) this.write()
  }

  /** @throws what the store throws; the change counts nevertheless and is written with the next one */
  change(changes: Partial<SyncDocument>): void {
    this.#document = { ...this.document, ...changes }
    this.write()
  }

  write(): void {
    this.#isWritten = false
    this.#state.write(SYNC_STATE, this.document)
    this.#isWritten = true
  }
}
