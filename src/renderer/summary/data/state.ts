/** How this computer stands with its team, as far as the own data are about it. */
import type { SyncView } from '../../../shared/sync.ts'
import { createLiveView } from '../../ui/live-view.ts'

const useStatus = createLiveView('status:get', 'status:changed')

/** `undefined` until it is known. */
export function useSync(): SyncView | undefined {
  return useStatus(({ loaded }) => (loaded.s === 'ready' ? loaded.view.sync : undefined))
}

/** There is a collector that can be asked for everything that it holds of this agent. */
export function canAskCollector({ connection, wire }: SyncView): boolean {
  return connection === 'enrolled' && wire === 'aftercall'
}
