/** The teams of the demo and what customers come to them with. */
import type { Channel } from '../../../src/shared/trigger.ts'
import type { CustomerScale } from '../../../src/shared/statistics/map-score.ts'
import type { WorldLanguage } from './words.ts'

export interface Queue {
  readonly name: string
  readonly channel: Channel
  readonly weight: number
  /** What it does to ratings, in points of the scale. */
  readonly ease: number
  /** What its customers are asked afterwards. */
  readonly scale: CustomerScale
}

export interface WorldTeam {
  readonly no: number
  /** Begins with "Demo", so that nobody takes it for a real one. */
  readonly name: string
  readonly language: WorldLanguage
  /** People that it should have. */
  readonly size: number
  readonly queues: readonly [Queue, ...Queue[]]
}

/** Name in English and Dutch, channel, weight, ease. */
type Sketch = readonly [en: string, nl: string, channel: Channel, weight: number, ease: number]
interface TeamSketch {
  readonly en: string
  readonly nl: string
  readonly size: number
  readonly queues: readonly [Sketch, ...Sketch[]]
}

const SKETCHES: readonly [TeamSketch, ...TeamSketch[]] = [
  {
    en: 'Customer service',
    nl: 'Klantenservice',
    size: 12,
    queues: [
      ['Invoices', 'Facturen', 'voice', 4, -0.1],
      ['Moving house', 'Verhuizen', 'voice', 3, 0.15],
      ['Contracts', 'Contracten', 'chat', 3, 0.1],
      ['Complaints', 'Klachten', 'email', 1.2, -0.6],
    ],
  },
  {
    en: 'Claims',
    nl: 'Schade',
    size: 9,
    queues: [
      ['New claim', 'Nieuwe schade', 'voice', 4, 0],
      ['Claim status', 'Status van schade', 'chat', 3, -0.25],
      ['Documents', 'Stukken', 'email', 2, 0.1],
    ],
  },
  {
    en: 'Online help',
    nl: 'Online hulp',
    size: 11,
    queues: [
      ['App', 'App', 'chat', 5, 0.2],
      ['Logging in', 'Inloggen', 'chat', 4, -0.05],
      ['Orders', 'Bestellingen', 'email', 2, 0.05],
    ],
  },
  {
    en: 'Business customers',
    nl: 'Zakelijke klanten',
    size: 7,
    queues: [
      ['Large accounts', 'Grote klanten', 'voice', 3, 0.15],
      ['Quotes', 'Offertes', 'email', 3, 0.1],
      ['Faults', 'Storingen', 'voice', 2, -0.4],
    ],
  },
  {
    en: 'Evening team',
    nl: 'Avondploeg',
    size: 8,
    queues: [
      ['Faults', 'Storingen', 'voice', 4, -0.3],
      ['Other questions', 'Andere vragen', 'voice', 3, 0.1],
      ['Social media', 'Sociale media', 'social', 2, -0.1],
    ],
  },
]

/** @param first the language of the first team; the others alternate */
export function createTeams(count: number, first: WorldLanguage): WorldTeam[] {
  const other = first === 'en' ? 'nl' : 'en'
  return Array.from({ length: count }, (_, no) => {
    const language = no % 2 === 0 ? first : other
    const sketch = SKETCHES[no % SKETCHES.length] ?? SKETCHES[0]
    const round = Math.floor(no / SKETCHES.length) + 1
    const toQueue = ([en, nl, channel, weight, ease]: Sketch): Queue => ({
      name: language === 'en' ? en : nl,
      channel,
      weight,
      ease,
      scale: channel === 'voice' ? 'nps' : 'csat-5',
    })
    const [one, ...more] = sketch.queues
    return {
      no,
      name: `Demo ${sketch[language]}${round === 1 ? '' : ` ${round}`}`,
      language,
      size: sketch.size,
      queues: [toQueue(one), ...more.map(toQueue)],
    }
  })
}
