/** What goes wrong in a run, besides the network: up to three themes, each with its steps. */
import type { Random } from '../../support/faults.ts'
import { anAct } from './acts.ts'
import type { Step } from './steps.ts'

export const THEMES = [
  'kill-devices',
  'kill-collector',
  'restart-collector',
  'restore-collector',
  'restore-device',
  'clone',
  'clocks',
  'policy',
  'revoke',
  'lose-token',
  'transfer',
  'erase',
  'leave',
  'full-device',
  'full-collector',
  'locks',
] as const
export type Theme = (typeof THEMES)[number]

/** How often a run has each theme: the dear ones, which start processes, less. */
const WEIGHTS: Readonly<Record<Theme, number>> = {
  'kill-devices': 6,
  'kill-collector': 5,
  'restart-collector': 3,
  'restore-collector': 8,
  'restore-device': 12,
  clone: 14,
  clocks: 8,
  policy: 8,
  revoke: 8,
  'lose-token': 6,
  transfer: 12,
  erase: 10,
  leave: 4,
  'full-device': 4,
  'full-collector': 2,
  locks: 5,
}

/** Steps name a device by a number, modulo how many there are. */
export const LETTERS = 5

export function chooseThemes(random: Random): Theme[] {
  const count = [0, 1, 1, 1, 2, 2, 3][random(7)] ?? 1
  const total = THEMES.reduce((sum, theme) => sum + WEIGHTS[theme], 0)
  const chosen = new Set<Theme>()
  for (let n = 0; n < count; n++) {
    let rest = random(total)
    chosen.add(THEMES.find((theme) => (rest -= WEIGHTS[theme]) < 0) ?? 'policy')
  }
  // Of two copies of a device that enrol again, one after the other, each ends the other's token: people, not
  // programs, must then decide which of them is to live.
  if (chosen.has('clone')) for (const theme of ENROLLING) chosen.delete(theme)
  // A collector from before a device joined, or became another one by erasing, knows neither of its copies.
  if (chosen.has('clone') && chosen.has('restore-collector'))
    for (const theme of JOINING) chosen.delete(theme)
  return [...chosen]
}

const ENROLLING: readonly Theme[] = ['revoke', 'lose-token', 'leave']
const JOINING: readonly Theme[] = ['erase', 'transfer']

/** The steps of a theme, in the order in which they must come; others happen between them. */
export function stepsOf(theme: Theme, random: Random, themes: readonly Theme[]): Step[] {
  const device = random(LETTERS)
  const ms = random(30)
  switch (theme) {
    case 'kill-devices': {
      const acts = Array.from({ length: 1 + random(4) }, () => anAct(random))
      return [{ do: 'kill-devices', acts, device, ms: random(12) }]
    }
    case 'kill-collector':
      return [{ do: 'kill-collector', ms }]
    case 'restart-collector':
      return [{ do: 'restart-collector' }]
    case 'restore-collector': {
      // The backup has what was erased later; it must not come back with it.
      const isErased = random(3) === 0 && !themes.includes('clone')
      const erase: Step = { do: 'erase', device, here: random(2) === 0 }
      return [{ do: 'back-up-collector' }, ...(isErased ? [erase] : []), { do: 'restore-collector' }]
    }
    case 'restore-device': {
      // The same record goes further before the restore than after it: what is said last must count all the same.
      const again = (rating: number): Step => ({
        do: 'act',
        device,
        act: { act: 'rate-again', pick: 0, rating },
      })
      const further = [again(1), again(2), again(3)].slice(0, random(4))
      const restored: Step[] = [{ do: 'restore-device', device }, again(5)]
      return [
        again(4),
        { do: 'copy-device', device },
        ...further,
        { do: 'pause', ms: random(60) },
        ...restored,
      ]
    }
    case 'clone':
      return [{ do: 'clone-device', device }]
    case 'clocks': {
      const hours = [-72, -30, -5, -1, 1, 3, 26, 80][random(8)] ?? 1
      return random(2) === 0
        ? [
            { do: 'device-clock', device, hours },
            { do: 'device-clock', device, hours: -hours },
          ]
        : [{ do: 'collector-clock', hours }]
    }
    case 'policy':
      return random(2) === 0
        ? [{ do: 'policy', customerComparison: true }]
        : [
            { do: 'policy', customerComparison: true },
            { do: 'policy', customerComparison: false },
          ]
    case 'revoke':
      return random(2) === 0
        ? [
            { do: 'revoke', device },
            { do: 'enrol-again', device },
          ]
        : [{ do: 'revoke', device }]
    case 'lose-token':
      return [{ do: 'lose-token', device }]
    case 'transfer':
      return [{ do: 'transfer', device }]
    case 'erase':
      return [{ do: 'erase', device, here: random(2) === 0 }]
    case 'leave':
      return [{ do: 'leave', device }]
    case 'full-device':
      return [{ do: 'fill-device-disk', device, acts: Array.from({ length: 6 }, () => anAct(random)) }]
    case 'full-collector':
      return [{ do: 'fill-collector-disk', ms }]
    case 'locks':
      return [
        { do: 'lock-device', device, ms, act: anAct(random) },
        { do: 'lock-collector', ms },
      ]
  }
}
