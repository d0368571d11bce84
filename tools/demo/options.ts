/** What may be asked of the demo on its command line. */
import { parseArgs } from 'node:util'
import { LANGUAGES, type Language } from '../../src/shared/settings.ts'

export interface DemoOptions {
  readonly seed: number
  readonly teams: number
  /** Calendar days up to and with yesterday. */
  readonly days: number
  /** Of the collector; 0: any that is free. */
  readonly port: number
  readonly language: Language
  readonly widget: boolean
  /** The folder stays when the demo ends. */
  readonly keep: boolean
}

export const USAGE = `npm run demo -- [options]

Starts a collector that holds two years of a made-up contact centre, and a team lead's widget on it. Everything is in
a temporary folder, which is removed at the end. Nothing of it is real, and nothing leaves this computer.

  --seed <number>      another contact centre (1)
  --teams <number>     1 to 20 teams of 6 to 14 people (5)
  --days <number>      how long there has been this contact centre, 30 to 1500 days (731)
  --language <en|nl>   of the lead's team and widget (that of this computer)
  --port <number>      of the collector (any that is free)
  --no-widget          the collector alone
  --keep               leaves the folder where it is`

const WORDS = {
  seed: { type: 'string', default: '1' },
  teams: { type: 'string', default: '5' },
  days: { type: 'string', default: '731' },
  language: { type: 'string' },
  port: { type: 'string', default: '0' },
  'no-widget': { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/**
 * @param locale of this computer, `nl_NL.UTF-8` or the like
 * @returns `undefined`: help was asked for
 * @throws RangeError, TypeError with a sentence about what can't be understood
 */
export function readOptions(words: readonly string[], locale: string): DemoOptions | undefined {
  const { values } = parseArgs({ args: Array.from(words), options: WORDS })
  if (values.help) return undefined
  const language = values.language ?? (locale.startsWith('nl') ? 'nl' : 'en')
  const known = LANGUAGES.find((one) => one === language)
  if (known === undefined)
    throw new RangeError(`--language is ${language}, and can be: ${LANGUAGES.join(', ')}.`)
  return {
    seed: whole('seed', values.seed, 0, 2 ** 32 - 1),
    teams: whole('teams', values.teams, 1, 20),
    days: whole('days', values.days, 30, 1500),
    port: whole('port', values.port, 0, 65_535),
    language: known,
    widget: !values['no-widget'],
    keep: values.keep,
  }
}

function whole(name: string, text: string, low: number, high: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= low && value <= high))
    throw new RangeError(`--${name} is ${text}, and must be a whole number from ${low} to ${high}.`)
  return value
}
