/** What a test gives an adapter in place of the hub: writes down what it is told. */
import type { AdapterHost } from '../../../src/main/triggers/adapter.ts'
import type { AdapterState, InteractionEnded } from '../../../src/shared/trigger.ts'

export class RecordingHost implements AdapterHost {
  readonly reports: InteractionEnded[] = []
  readonly lives: { readonly ids: readonly string[]; readonly up: boolean }[] = []
  readonly states: AdapterState[] = []
  readonly abort = new AbortController()
  readonly signal = this.abort.signal
  /** Epoch ms; the real clock unless a test sets it. */
  at: number | undefined
  readonly now = (): number => this.at ?? Date.now()

  ended(report: InteractionEnded): void {
    this.reports.push(report)
  }

  live(ids: readonly string[], up: boolean): void {
    this.lives.push({ ids, up })
  }

  state(state: AdapterState): void {
    this.states.push(state)
  }

  get last(): AdapterState | undefined {
    return this.states.at(-1)
  }
}
