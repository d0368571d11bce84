/** Which column of a file is what: by its header, or as somebody says. */
import { FeedbackFileError } from './csv-records.ts'

export const COLUMNS = ['id', 'score', 'scale', 'date'] as const
export type Column = (typeof COLUMNS)[number]

export interface FoundColumn {
  readonly name: string
  /** Its place, from 0. */
  readonly at: number
}
/** What isn't there isn't named. */
export type FoundColumns = Readonly<Partial<Record<Column, FoundColumn>>>

/** How headers are usually called, in the order in which they are looked for; without case, spaces, - and _. */
const USUAL = {
  id: ['interactionid', 'externalid', 'id'],
  score: ['score'],
  scale: ['scale'],
  date: ['date'],
} as const satisfies Record<Column, readonly string[]>

/**
 * @param header the names of the file's columns
 * @param wanted names that somebody gave, by what they mean
 * @throws FeedbackFileError with what is missing, or there twice
 */
export function findColumns(
  header: readonly string[],
  wanted: Readonly<Partial<Record<Column, string>>>,
  needsScale: boolean,
): FoundColumns {
  const found: Partial<Record<Column, FoundColumn>> = {}
  for (const column of COLUMNS) {
    const at = placeOf(column, header, wanted[column])
    if (at !== undefined) found[column] = { name: header[at] ?? '', at }
  }
  const needed: readonly Column[] = needsScale ? ['id', 'score', 'scale'] : ['id', 'score']
  const missing = needed.filter((column) => found[column] === undefined)
  if (missing.length > 0) throw new FeedbackFileError(missingText(missing, header))
  return found
}

function placeOf(column: Column, header: readonly string[], name: string | undefined): number | undefined {
  const names = name === undefined ? USUAL[column] : [simple(name)]
  for (const one of names) {
    const places = header.flatMap((text, at) => (simple(text) === one ? [at] : []))
    if (places.length > 1)
      throw new FeedbackFileError(`Two columns are called ${quoted(header[places[0] ?? 0] ?? '')}.`)
    if (places[0] !== undefined) return places[0]
  }
  if (name !== undefined)
    throw new FeedbackFileError(`There is no column ${quoted(name)}. ${thereAre(header)}`)
  return undefined
}

function simple(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
}

function missingText(missing: readonly Column[], header: readonly string[]): string {
  const hint = missing.includes('scale') ? ' --scale names one scale for all rows.' : ''
  const example = missing.map((column) => `${column}=…`).join(',')
  return (
    `There is no column for ${missing.join(' and ')}. ${thereAre(header)} ` +
    `--columns ${example} says how they are called.${hint}`
  )
}

const MOST_NAMES = 30
const LONGEST_NAME = 60

function thereAre(header: readonly string[]): string {
  const names = header.slice(0, MOST_NAMES).map(quoted)
  const more = header.length > MOST_NAMES ? ` and ${header.length - MOST_NAMES} more` : ''
  return `The first line has ${names.join(', ')}${more}.`
}

/** A name as it may be shown on a terminal, whatever is in the file. */
function quoted(name: string): string {
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name
  return `"${short.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD')}"`
}
