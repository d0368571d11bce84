/**
 * One reader for links and for the command line.
 *
 * Links: `aftercall://ended?id=sip:a84b4c%40host&channel=voice&queue=Support`, `aftercall://open` (the panel; or
 * `?window=summary`, `?window=team`), `aftercall://rate` (a card, about whatever ended last),
 * `aftercall://enroll?endpoint=https%3A%2F%2Fhost&code=…` (asks the agent whether to join that team).
 *
 * Command line, into the running instance: `aftercall ended --id=sip:a84b4c@host --channel=voice --answered=false`,
 * `aftercall open`, `aftercall open --window=team`, `aftercall rate`, `aftercall enroll --endpoint=https://host --code=…`.
 * Always `--key=value` in one argument: Chromium moves switches before arguments on their way to the first instance
 * (https://github.com/electron/electron/issues/20322) and Electron refuses to start with anything after an argument that
 * looks like a URL, as `sip:…` does.
 *
 * Keys of `ended` are those of the HTTP body, with `id` for `ids` (several ids: separated by commas, best first). An empty
 * value counts as left out, so that a script may pass on a variable that isn't set. Nothing here rates, configures, joins
 * a team or quits: the most it does is ask.
 */
import type { InteractionEnded } from '../../../shared/trigger.ts'
import { REPORT_FIELDS, parseReport } from '../report-schema.ts'

export const LINK_ACTIONS = ['ended', 'open', 'rate', 'enroll'] as const
export type LinkAction = (typeof LINK_ACTIONS)[number]

/** What may be opened from outside: windows to look at. */
export const LINK_WINDOWS = ['panel', 'summary', 'team'] as const
export type LinkWindow = (typeof LINK_WINDOWS)[number]

/** An invitation to a team, as it was given: whether the address is one is not known here. */
export interface Invitation {
  readonly endpoint: string
  readonly code: string
}

export type LinkRequest =
  | { readonly action: 'ended'; readonly report: InteractionEnded }
  | { readonly action: 'open'; readonly window: LinkWindow }
  | { readonly action: 'rate' }
  | { readonly action: 'enroll'; readonly invitation: Invitation }

export type LinkRefusalCode =
  | 'too-long'
  | 'not-a-link'
  | 'several-links'
  | 'user-info'
  | 'duplicate-key'
  | 'unknown-action'
  | 'unknown-key'
  | 'missing-value'
  | 'bad-field'
  | 'forbidden'

export interface LinkRefusal<Code extends string = LinkRefusalCode> {
  readonly ok: false
  readonly code: Code
  /** A sentence for the log and for who calls by hand. Never repeats a value. */
  readonly detail: string
}

export type ParsedLink = { readonly ok: true; readonly request: LinkRequest } | LinkRefusal

const MAX_LENGTH = 2_048
const SCHEME = /^aftercall:/i
/** Switches of one word, with a value, that Chromium or Node may put on our command line. */
const FOREIGN_SWITCHES = new Set(['lang', 'inspect', 'type', 'v', 'vmodule'])
/** Lower case, because Chromium writes switches that way on Windows → the field's own spelling. */
const KEYS = new Map(REPORT_FIELDS.map((field) => [field.toLowerCase(), field] as const))
KEYS.delete('ids')
KEYS.set('id', 'ids')
const ENROLL_KEYS = new Map([
  ['endpoint', 'endpoint'],
  ['code', 'code'],
])
const OPEN_KEYS = new Map([['window', 'window']])
const NO_KEYS: ReadonlyMap<string, string> = new Map()
const KEYS_OF = {
  ended: KEYS,
  enroll: ENROLL_KEYS,
  open: OPEN_KEYS,
  rate: NO_KEYS,
} as const satisfies Record<LinkAction, ReadonlyMap<string, string>>
/** What an administrator hands out: letters, digits and hyphens, perhaps with spaces between. */
const CODE = /^[\w -]{1,100}$/

const refuse = (code: LinkRefusalCode, detail: string): LinkRefusal => ({ ok: false, code, detail })

const isAction = (word: string): word is LinkAction => LINK_ACTIONS.some((action) => action === word)

/** The value of a key as the schema wants it; what can't be read stays text, and the schema says what is wrong. */
function valueOf(field: string, text: string): unknown {
  if (field === 'ids') return text.split(',').map((id) => id.trim())
  if (field === 'answered') return text === 'true' ? true : text === 'false' ? false : text
  if (['endedAt', 'startedAt', 'durationMs'].includes(field) && /^\d{1,16}$/.test(text)) return Number(text)
  return text
}

/** What both forms have in common once they are an action and pairs of key and value. */
function toRequest(
  action: LinkAction,
  pairs: Iterable<readonly [string, string]>,
  now: number,
  fromLink: boolean,
): ParsedLink {
  const fields = new Map<string, unknown>()
  const seen = new Set<string>()
  for (const [key, text] of pairs) {
    const name = key.toLowerCase()
    const field = KEYS_OF[action].get(name)
    if (field === undefined)
      return refuse('unknown-key', `"${key.slice(0, 40)}" is not a key of "${action}".`)
    if (seen.has(name)) return refuse('duplicate-key', `"${name}" is given more than once.`)
    seen.add(name)
    if (text !== '') fields.set(field, valueOf(field, text))
  }
  if (action === 'enroll') return toInvitation(fields)
  if (action === 'open') return toWindow(fields.get('window') ?? 'panel')
  if (action === 'rate') return { ok: true, request: { action } }
  const parsed = parseReport(Object.fromEntries(fields), now)
  if (!parsed.ok) return refuse('bad-field', parsed.detail)
  const { report } = parsed
  // Anyone can send a link, so it may bring a card up but not keep one away.
  if (fromLink && (report.answered === false || report.direction === 'internal'))
    return refuse('forbidden', 'A link can only ask for a card; it cannot say that none is wanted.')
  return { ok: true, request: { action, report } }
}

function toWindow(name: unknown): ParsedLink {
  const window = LINK_WINDOWS.find((one) => one === name)
  if (window === undefined) return refuse('bad-field', `"window" is none of: ${LINK_WINDOWS.join(', ')}.`)
  return { ok: true, request: { action: 'open', window } }
}

function toInvitation(fields: ReadonlyMap<string, unknown>): ParsedLink {
  const endpoint = fields.get('endpoint')
  const code = fields.get('code')
  if (typeof endpoint !== 'string' || typeof code !== 'string')
    return refuse('missing-value', '"enroll" needs an endpoint and a code.')
  if (!CODE.test(code)) return refuse('bad-field', '"code" is not a code.')
  return { ok: true, request: { action: 'enroll', invitation: { endpoint, code } } }
}

/** Reads an `aftercall://` link. Never throws. `now` is epoch ms. */
export function parseLink(link: string, now: number): ParsedLink {
  if (link.length > MAX_LENGTH) return refuse('too-long', `The link is longer than ${MAX_LENGTH} characters.`)
  if (!SCHEME.test(link) || !URL.canParse(link)) return refuse('not-a-link', 'This is not an aftercall link.')
  const url = new URL(link)
  // By the text: the parsed URL drops an empty user name.
  if (/^aftercall:\/*[^/?#]*@/i.test(link)) return refuse('user-info', 'The link carries a user name.')
  const action = url.host.toLowerCase()
  if (!isAction(action) || !['', '/'].includes(url.pathname) || url.hash !== '')
    return refuse('unknown-action', `The link asks for something else than: ${LINK_ACTIONS.join(', ')}.`)
  return toRequest(action, url.searchParams, now, true)
}

/**
 * Reads a command line, the first instance's own or a later one's. A link is looked for everywhere, not only at the
 * end, because Chromium adds arguments of its own. `request` is undefined when nothing on it is for us. Never throws.
 */
export function parseCommandLine(
  argv: readonly string[],
  now: number,
): ParsedLink | { readonly ok: true; readonly request: undefined } {
  const given = argv.slice(1)
  const links = given.filter((argument) => SCHEME.test(argument))
  const [link] = links
  if (links.length > 1) return refuse('several-links', 'The command line carries more than one link.')
  if (link !== undefined) return parseLink(link, now)

  const words = given.filter(isAction)
  const [action] = words
  if (action === undefined) return { ok: true, request: undefined }
  if (words.length > 1) return refuse('several-links', 'The command line asks for more than one thing.')
  const pairs: [string, string][] = []
  for (const argument of given) {
    const [, key, , value] = /^--([a-z]+)(=([\s\S]*))?$/i.exec(argument) ?? []
    if (key === undefined) continue
    const isOurs = KEYS_OF[action].has(key.toLowerCase())
    // Chromium's own switches have hyphens or no value; what is left over is a slip of the pen.
    if (!isOurs && (value === undefined || FOREIGN_SWITCHES.has(key.toLowerCase()))) continue
    if (value === undefined)
      return refuse('missing-value', `Write --${key}=value in one piece, with an equals sign.`)
    pairs.push([key, value])
  }
  if (pairs.reduce((sum, [, value]) => sum + value.length, 0) > MAX_LENGTH)
    return refuse('too-long', `The command line is longer than ${MAX_LENGTH} characters.`)
  return toRequest(action, pairs, now, false)
}
