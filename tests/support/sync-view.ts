/** The state of a computer that belongs to a team and has sent everything, but for what is changed. */
import type { SyncView } from '../../src/shared/sync.ts'

export function syncView(changes: Partial<SyncView> = {}): SyncView {
  const none = changes.connection === 'none'
  return {
    connection: 'enrolled',
    endpoint: none ? null : 'https://collector.example.com',
    team: none ? null : 'Claims',
    role: none ? null : 'agent',
    wire: 'aftercall',
    managed: false,
    pending: 0,
    waitingSince: null,
    refused: 0,
    lastSentAt: null,
    problem: null,
    clockAheadMs: null,
    tokenInMemoryOnly: false,
    customerComparison: false,
    policyCodeProblem: null,
    ...changes,
  }
}
