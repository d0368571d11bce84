/** What happens in a run: everything in it follows from its seed. */
import { createRandom } from '../../crash/random.ts'
import type { Random } from '../../support/faults.ts'

/** Something that the agent does on a device; `pick` chooses the record, modulo how many there are. */
export type Act =
  | { readonly act: 'rate'; readonly rating: number; readonly day: number; readonly followUp: boolean }
  | { readonly act: 'wait'; readonly day: number }
  | { readonly act: 'rate-again'; readonly pick: number; readonly rating: number }
  | { readonly act: 'answer'; readonly pick: number; readonly what: number }
  | { readonly act: 'undo' | 'skip' | 'expire' | 'delete' | 'enrich'; readonly pick: number }
  | { readonly act: 'smile'; readonly day: number; readonly smiley: number }
  | { readonly act: 'withdraw-smile'; readonly day: number }
  | { readonly act: 'pulse'; readonly score: number }
  | { readonly act: 'withdraw-pulse' }

export type Step =
  | { readonly do: 'act'; readonly device: number; readonly act: Act }
  | { readonly do: 'pause'; readonly ms: number }
  | { readonly do: 'offline'; readonly ms: number }
  | { readonly do: 'send-now' | 'woke'; readonly device: number }
  /** Ends and starts again in order, after one attempt to send. */
  | { readonly do: 'restart'; readonly device: number }
  /** SIGKILL for the process of all devices, while these acts run in it. */
  | {
      readonly do: 'kill-devices'
      readonly acts: readonly Act[]
      readonly device: number
      readonly ms: number
    }
  | { readonly do: 'kill-collector'; readonly ms: number }
  | { readonly do: 'restart-collector' }
  | { readonly do: 'back-up-collector' }
  | { readonly do: 'restore-collector' }
  | { readonly do: 'copy-device'; readonly device: number }
  | { readonly do: 'restore-device'; readonly device: number }
  | { readonly do: 'clone-device'; readonly device: number }
  | { readonly do: 'device-clock'; readonly device: number; readonly hours: number }
  | { readonly do: 'collector-clock'; readonly hours: number }
  | { readonly do: 'policy'; readonly customerComparison: boolean }
  | { readonly do: 'revoke'; readonly device: number }
  | { readonly do: 'enrol-again'; readonly device: number }
  | { readonly do: 'lose-token'; readonly device: number }
  /** Another computer of the same agent. */
  | { readonly do: 'transfer'; readonly device: number }
  | { readonly do: 'erase'; readonly device: number; readonly here: boolean }
  | { readonly do: 'leave'; readonly device: number }
  /** These acts happen while the disk is full. */
  | { readonly do: 'fill-device-disk'; readonly device: number; readonly acts: readonly Act[] }
  | { readonly do: 'fill-collector-disk'; readonly ms: number }
  /** Another process has the database locked for a while, in which this act happens. */
  | { readonly do: 'lock-device'; readonly device: number; readonly ms: number; readonly act: Act }
  | { readonly do: 'lock-collector'; readonly ms: number }

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

export interface Script {
  readonly seed: number
  readonly devices: number
  readonly themes: readonly Theme[]
  /** Of the requests that meet a fault. */
  readonly faultPercent: number
  /** How much faster the devices' clocks run than ours. */
  readonly speed: number
  readonly database: 'sqlite' | 'postgres'
  readonly steps: readonly Step[]
}

const LETTERS = 5
/** The highest speed of clocks. */
export const FASTEST = 400

export function createScript(seed: number, databases: readonly ('sqlite' | 'postgres')[]): Script {
  const random = createRandom(seed)
  const one = <T>(values: readonly T[]): T => values[random(values.length)]!
  const devices = 1 + [0, 0, 1, 1, 2, 3][random(6)]!
  const themes = chooseThemes(random)
  // One run in eight is on PostgreSQL; what is about a file of SQLite's can't be.
  const onFile = themes.some((theme) => ['restore-collector', 'full-collector', 'locks'].includes(theme))
  const postgres = random(8) === 0 && databases.includes('postgres') && !onFile
  const acts = 6 + random(20)
  const steps: Step[] = Array.from({ length: acts }, () => ({
    do: 'act' as const,
    device: random(LETTERS),
    act: anAct(random),
  }))
  for (let n = random(5); n > 0; n--) insert(steps, random, { do: 'pause', ms: random(25) })
  if (random(3) === 0) insert(steps, random, { do: 'offline', ms: random(40) })
  for (let n = random(3); n > 0; n--) {
    const device = random(LETTERS)
    insert(
      steps,
      random,
      one<Step>([
        { do: 'send-now', device },
        { do: 'woke', device },
        { do: 'restart', device },
      ]),
    )
  }
  for (const theme of themes) insertInOrder(steps, random, stepsOf(theme, random, themes))
  return {
    seed,
    devices,
    themes,
    faultPercent: one([0, 10, 20, 30, 45, 60]),
    speed: one([100, 200, FASTEST]),
    database: postgres ? 'postgres' : 'sqlite',
    steps,
  }
}

function chooseThemes(random: Random): Theme[] {
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

function anAct(random: Random): Act {
  const day = random(3)
  const pick = random(1000)
  const kinds: readonly (() => Act)[] = [
    () => ({ act: 'rate', rating: 1 + random(5), day, followUp: random(4) === 0 }),
    () => ({ act: 'rate', rating: 1 + random(5), day, followUp: false }),
    () => ({ act: 'rate', rating: 1 + random(5), day, followUp: false }),
    () => ({ act: 'rate', rating: 1 + random(5), day, followUp: false }),
    () => ({ act: 'wait', day }),
    () => ({ act: 'rate-again', pick, rating: 1 + random(5) }),
    () => ({ act: 'answer', pick, what: random(5) }),
    () => ({ act: 'undo', pick }),
    () => ({ act: 'skip', pick }),
    () => ({ act: 'expire', pick }),
    () => ({ act: 'delete', pick }),
    () => ({ act: 'enrich', pick }),
    () => ({ act: 'smile', day, smiley: random(3) }),
    () => ({ act: 'smile', day, smiley: random(3) }),
    () => ({ act: 'withdraw-smile', day }),
    () => ({ act: 'pulse', score: random(11) }),
    () => ({ act: 'withdraw-pulse' }),
  ]
  return (kinds[random(kinds.length)] ?? kinds[0]!)()
}

/** The steps of a theme, in the order in which they must come; others happen between them. */
function stepsOf(theme: Theme, random: Random, themes: readonly Theme[]): Step[] {
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

function insert(steps: Step[], random: Random, step: Step): void {
  steps.splice(random(steps.length + 1), 0, step)
}

/** Puts steps among the others, each somewhere after the one before. */
function insertInOrder(steps: Step[], random: Random, more: readonly Step[]): void {
  const places = more.map(() => random(steps.length + 1)).sort((a, b) => a - b)
  for (const [index, step] of more.entries()) steps.splice((places[index] ?? 0) + index, 0, step)
}

/** A script as people read it. */
export function describeScript(script: Script): string {
  const { seed, devices, themes, faultPercent, speed, database, steps } = script
  const head = `seed ${seed}: ${devices} devices, ${database}, faults ${faultPercent} %, clocks × ${speed}, themes ${themes.join(', ') || 'none'}`
  return [head, ...steps.map((step, index) => `  ${index}. ${JSON.stringify(step)}`)].join('\n')
}
