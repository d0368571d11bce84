/** The agent's own data: what leaves this computer, taking all of it along, erasing it; part of the composition root. */
import type {
  EraseOutcome,
  ExportFormat,
  ExportOutcome,
  LeavingState,
  LeavingView,
} from '../shared/own-view.ts'
import { toEvent } from '../shared/wire/to-event.ts'
import type { LeavingRecord, Store } from './store/index.ts'
import type { LeavingFacts } from './sync/index.ts'
import { NO_DEVICE, type Team } from './team-wiring.ts'

export interface OwnDataParts {
  readonly store: Store
  readonly team: Team
}

export class OwnData {
  readonly #parts: OwnDataParts

  constructor(parts: OwnDataParts) {
    this.#parts = parts
  }

  /** What leaves this computer, newest first, exactly as it is sent. */
  leaves(after: string | null, limit: number): LeavingView {
    const { store, team } = this.#parts
    const standing = team.sync.leaving
    const records = store.leaving(limit + 1, after)
    const shown = records.slice(0, limit)
    return {
      records: shown.map((item) => ({
        event: toEvent(item, standing.deviceId ?? NO_DEVICE, standing.sharing),
        state: stateOf(item, standing),
      })),
      next: records.length > limit ? (shown.at(-1)?.record.id ?? null) : null,
      counts: store.leavingCounts(standing.erasedUpTo),
    }
  }

  export(_format: ExportFormat): Promise<ExportOutcome> {
    return Promise.resolve({ saved: false, why: 'cancelled' })
  }

  exportFromCollector(): Promise<ExportOutcome> {
    return Promise.resolve({ saved: false, why: 'cancelled' })
  }

  async erase(collector: boolean): Promise<EraseOutcome> {
    const result = await this.#parts.team.sync.erase({
      collector,
      here: true,
      keepState: ['settings', 'pause'],
    })
    return result.ok ? { erased: true } : { erased: false, problem: result.code }
  }
}

/** Where the endpoint stands, as far as it decides about what leaves. */
type Standing = LeavingFacts

function stateOf({ record, waits, refusedCode, isAnew }: LeavingRecord, standing: Standing): LeavingState {
  const { hasEndpoint, erasedUpTo, isSettling } = standing
  const isOfBefore = erasedUpTo !== null && record.id <= erasedUpTo && !isAnew
  if (isOfBefore && (!waits || isSettling)) return { s: 'kept-here' }
  if (refusedCode !== null) return { s: 'refused', code: refusedCode }
  if (!waits) return { s: 'sent' }
  return hasEndpoint ? { s: 'pending' } : { s: 'alone' }
}
