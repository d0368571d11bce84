/** Values on the command line: each is checked where it comes in, and the message says what would be right. */
import { InvalidArgumentError } from 'commander'
import { workDaySchema } from '../../shared/records.ts'
import { ROLES, type Role } from '../../shared/wire/answers.ts'

const NAME_LENGTH = 80
/** Control characters, line and paragraph separators, and what turns the direction of the text around it. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const MOST_SEATS = 10_000
const DAY_MS = 24 * 60 * 60 * 1000
const UNITS: Readonly<Record<string, number>> = { h: DAY_MS / 24, d: DAY_MS, w: 7 * DAY_MS }
const LONGEST_DAYS = 366

/** A name as it is kept: trimmed, composed characters, one line. */
export function teamName(text: string): string {
  return oneLine(text, 'A team')
}

export function tokenName(text: string): string {
  return oneLine(text, 'A token')
}

function oneLine(text: string, what: string): string {
  const name = text.trim().normalize('NFC')
  if (name === '') throw new InvalidArgumentError(`${what} needs a name.`)
  if (Array.from(name).length > NAME_LENGTH)
    throw new InvalidArgumentError(`A name has at most ${NAME_LENGTH} characters.`)
  if (UNPRINTABLE.test(name))
    throw new InvalidArgumentError('A name has no line breaks and no control characters.')
  return name
}

export function role(text: string): Role {
  const known = ROLES.find((one) => one === text)
  if (known === undefined) throw new InvalidArgumentError('It is `agent` or `lead`.')
  return known
}

export function workDay(text: string): string {
  const parsed = workDaySchema.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError('It is a day such as 2026-11-20.')
  return parsed.data
}

export function seats(text: string): number {
  return wholeNumber(text, 1, MOST_SEATS)
}

export function port(text: string): number {
  return wholeNumber(text, 0, 65_535)
}

function wholeNumber(text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most))
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`)
  return number
}

/** Whether a variable of the environment says yes; `undefined`: no, or nothing. */
export function switchedOn(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
): true | undefined {
  switch (env[name]?.trim().toLowerCase()) {
    case '1':
    case 'true':
    case 'yes':
      return true
    case undefined:
    case '':
    case '0':
    case 'false':
    case 'no':
      return undefined
    default:
      throw new InvalidArgumentError(`${name} is 1 or 0.`)
  }
}

/**
 * When something ends, in epoch ms: `12h`, `14d`, `4w` from now, or a date, at whose end (UTC) it is.
 * @param now epoch ms
 */
export function expiry(text: string, now: number): number {
  const at = parseExpiry(text, now)
  if (at === undefined || Number.isNaN(at))
    throw new InvalidArgumentError('It is for instance 12h, 14d, 4w or 2027-01-31.')
  if (at <= now) throw new InvalidArgumentError('It lies in the past.')
  if (at > now + LONGEST_DAYS * DAY_MS) throw new InvalidArgumentError('It is at most a year from now.')
  return at
}

function parseExpiry(text: string, now: number): number | undefined {
  const [, amount, unit] = /^([1-9]\d{0,3})([hdw])$/.exec(text) ?? []
  if (amount !== undefined && unit !== undefined) return now + Number(amount) * (UNITS[unit] ?? Number.NaN)
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const start = Date.parse(text)
  // 2027-02-30 is read as 2 March by some engines.
  return Number.isNaN(start) || !new Date(start).toISOString().startsWith(text) ? undefined : start + DAY_MS
}

/** The address by which devices reach the collector: https, or http on this computer itself; no path needed. */
export function endpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(url?.hostname ?? '')
  if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && local)))
    throw new InvalidArgumentError('It is an address such as https://aftercall.example.com.')
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new InvalidArgumentError('It has no user, no question mark and no #.')
  return url.href.replace(/\/$/, '')
}
