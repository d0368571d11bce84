/** The card's state as the main process sees it, and this window's ways to act on it. */
import { invoke } from '../ui/bridge.ts'
import { createLiveView } from '../ui/live-view.ts'
import { flushUnsaved } from '../ui/unsaved.ts'

export const useCard = createLiveView('card:get', 'card:changed')

/** Shows what was just answered; `false` while the main process only keeps it in memory. */
export async function showWritten(): Promise<boolean> {
  await useCard.refresh()
  const { loaded } = useCard.getState()
  return loaded.s !== 'ready' || loaded.view.kind === 'none' || loaded.view.saving.s === 'idle'
}

/** Puts the card away, unless typed words could not be written: then it stays, with a sentence. */
export async function closeCard(): Promise<void> {
  if (await flushUnsaved()) await invoke('card:close')
}
