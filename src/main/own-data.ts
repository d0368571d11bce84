/** The agent's own data: what leaves this computer, taking all of it along, erasing it; part of the composition root. */
import type { CsvOptions } from '../shared/csv.ts'
import type { WindowName } from '../shared/ipc.ts'
import type { MessageKey } from '../shared/messages/index.ts'
import type {
  EraseOutcome,
  ExportFormat,
  ExportOutcome,
  LeavingState,
  LeavingView,
} from '../shared/own-view.ts'
import { toEvent } from '../shared/wire/to-event.ts'
import type { SaveQuestion } from './desktop/save-file.ts'
import { saveFile } from './exporting.ts'
import { exportAsCsv, exportAsJson } from './own-data-export.ts'
import type { LeavingRecord, Store } from './store/index.ts'
import type { LeavingFacts, Sync } from './sync/index.ts'
import { NO_DEVICE } from './team-wiring.ts'

export interface OwnDataParts {
  readonly store: Store
  readonly sync: Pick<Sync, 'leaving' | 'exportFromCollector' | 'erase'>
  readonly clock: { now(): number }
  readonly program: string
  readonly askWhereTo: (from: WindowName, question: SaveQuestion) => Promise<string | undefined>
  readonly words: (key: MessageKey) => string
  /** As spreadsheets of the agent's language want it. */
  readonly csv: () => CsvOptions
  /** Everything that was answered is on the disk: nothing in memory could come back after an erasure. */
  readonly isWritten: () => boolean
  /** Forgets what memory and windows still have of it; `from` is the window that has asked. */
  readonly erased: (from: WindowName) => Promise<void>
  readonly onError: (error: unknown) => void
}

/** State documents that say nothing about the agent. */
const KEPT_STATE = ['settings', 'pause']
const CANCELLED = { saved: false, why: 'cancelled' } as const satisfies ExportOutcome

export class OwnData {
  readonly #parts: OwnDataParts

  constructor(parts: OwnDataParts) {
    this.#parts = parts
  }

  /** What leaves this computer, newest first, exactly as it is sent. */
  leaves(after: string | null, limit: number): LeavingView {
    const { store, sync } = this.#parts
    const facts = sync.leaving
    const records = store.leaving(limit + 1, after)
    const shown = records.slice(0, limit)
    return {
      records: shown.map((item) => ({
        event: toEvent(item, facts.deviceId ?? NO_DEVICE, facts.sharing),
        state: stateOf(item, facts),
      })),
      next: records.length > limit ? (shown.at(-1)?.record.id ?? null) : null,
      counts: store.leavingCounts(facts.erasedUpTo),
    }
  }

  /** Saves everything that this computer has. */
  async export(format: ExportFormat, from: WindowName): Promise<ExportOutcome> {
    const { store, clock, program, csv, onError } = this.#parts
    const path = await this.#askWhereTo(from, 'aftercall', format)
    if (path === undefined) return CANCELLED
    const pieces =
      format === 'json'
        ? exportAsJson(store.everything, { now: clock.now(), program })
        : exportAsCsv(store.everything, csv())
    return saveFile(path, pieces, onError)
  }

  /** Saves the collector's own document of what it holds, of all computers of this agent. */
  async exportFromCollector(from: WindowName): Promise<ExportOutcome> {
    const { sync, onError } = this.#parts
    const path = await this.#askWhereTo(from, 'aftercall-held-by-collector', 'json')
    if (path === undefined) return CANCELLED
    const result = await sync.exportFromCollector()
    return result.ok ? saveFile(path, [result.body], onError) : { saved: false, why: result.code }
  }

  /** Erases everything here and, where asked, at the collector first. */
  async erase(collector: boolean, from: WindowName): Promise<EraseOutcome> {
    const { sync, erased, isWritten, onError } = this.#parts
    if (!isWritten()) return { erased: false, problem: 'storage' }
    const result = await sync.erase({ collector, here: true, keepState: KEPT_STATE })
    if (!result.ok) return { erased: false, problem: result.code }
    try {
      await erased(from)
      return { erased: true }
    } catch (error) {
      // To erase once more is safe.
      onError(error)
      return { erased: false, problem: 'storage' }
    }
  }

  #askWhereTo(from: WindowName, name: string, ending: string): Promise<string | undefined> {
    const { askWhereTo, words, clock } = this.#parts
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const title = words('native.save-own')
    return askWhereTo(from, { title, fileName: `${name}-${day}.${ending}`, ending })
  }
}

function stateOf({ record, waits, refusedCode, isAnew }: LeavingRecord, facts: LeavingFacts): LeavingState {
  const { hasEndpoint, erasedUpTo, isSettling } = facts
  const isOfBefore = erasedUpTo !== null && record.id <= erasedUpTo && !isAnew
  if (isOfBefore && (!waits || isSettling)) return { s: 'kept-here' }
  if (refusedCode !== null) return { s: 'refused', code: refusedCode }
  if (!waits) return { s: 'sent' }
  return hasEndpoint ? { s: 'pending' } : { s: 'alone' }
}
