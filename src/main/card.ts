/** The card on the screen, and the keys that rate while it is there; part of the composition root. */
import { RATINGS } from '../shared/lists.ts'
import type { Rating } from '../shared/records.ts'
import type { Settings } from '../shared/settings.ts'
import type { Desktop } from './desktop/desktop.ts'
import type { PrompterPorts } from './prompting/prompter.ts'

export interface CardParts {
  readonly desktop: Pick<Desktop, 'windows' | 'shortcuts'>
  readonly settings: () => Settings
  /** A key without the focus rates the first interaction of the card that still waits. */
  readonly rateFirst: (rating: Rating) => void
}

/** The prompter's screen. */
export function cardScreen({ desktop, settings, rateFirst }: CardParts): PrompterPorts['screen'] {
  const { windows, shortcuts } = desktop
  return {
    show: () => {
      windows.showInactive('prompt')
      const modifier = settings().shortcuts.rateModifier
      if (modifier === '') return
      shortcuts.set(
        'rate',
        RATINGS.map((rating) => [`${modifier}+${rating}`, () => rateFirst(rating)]),
      )
    },
    hide: () => {
      windows.close('prompt')
      shortcuts.clear('rate')
    },
    prepare: () => windows.prepare('prompt'),
  }
}
