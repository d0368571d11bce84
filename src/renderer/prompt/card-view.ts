/** The card's state as the main process sees it, and this window's ways to act on it. */
import type { CardView, InteractionView } from '../../shared/views.ts'
import { invoke } from '../ui/bridge.ts'
import { createLiveView } from '../ui/live-view.ts'
import { flushUnsaved } from '../ui/unsaved.ts'

export const useCard = createLiveView('card:get', 'card:changed')

/** Shows an interaction as it was just written. */
export function showWritten(written: InteractionView): void {
  useCard.update((view) => withInteraction(view, written))
}

/** The card with one interaction replaced; a card that shows others stays as it is. */
export function withInteraction(view: CardView, written: InteractionView): CardView {
  switch (view.kind) {
    case 'none':
      return view
    case 'single':
      return view.interaction.id === written.id ? { ...view, interaction: written } : view
    case 'list':
      return {
        ...view,
        interactions: view.interactions.map((interaction) =>
          interaction.id === written.id ? written : interaction,
        ),
      }
  }
}

/** Puts the card away, unless typed words could not be written: then it stays, with a sentence. */
export async function closeCard(): Promise<void> {
  if (await flushUnsaved()) await invoke('card:close')
}
