/** What is published as the tables keep it, and back again. */
import type { Selectable } from 'kysely'

import { MEASURES, type Cell } from '../../../../shared/wire/summaries.ts'
import { z } from '../../../../shared/zod.ts'
import type { Alike, Block } from '../../../publishing/block.ts'
import { KINDS, type Counts, type PartCounts } from '../../../publishing/contribution.ts'
import type { MonthParts } from '../../../publishing/parts.ts'
import { LEVELS } from '../../../publishing/spans.ts'
import type {
  CountedTable,
  PublishedBlockTable,
  PublishedPartTable,
  PublishedPulseTable,
} from '../../schema.ts'

type BlockRow = Selectable<PublishedBlockTable>
type PartRow = Selectable<PublishedPartTable>
type PulseRow = Selectable<PublishedPulseTable>

const partKindSchema = z.enum(['interaction', 'solved'])
const countsSchema = z.array(z.int().min(0))
const alikeSchema = z.array(z.object({ measure: z.enum(MEASURES), value: z.int().min(0) }))
const namedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('named'), name: z.string() }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('other') }),
])
const monthPartsSchema = z.object({
  measures: z.array(z.enum(MEASURES)),
  channels: z.array(z.object({ name: namedSchema, counts: countsSchema })),
  queues: z.array(z.object({ name: namedSchema, counts: countsSchema })),
})
const NOT_ALIKE: readonly Alike[] = []

export function readBlock(row: Omit<BlockRow, 'team_no'>): Block {
  return toBlock([
    row.first_day,
    row.last_day,
    row.level,
    row.kind,
    row.threshold,
    JSON.parse(row.counts),
    JSON.parse(row.alike),
  ])
}

/**
 * SQL of all blocks of a group of rows as one text, for `readBlocks`: a hundred thousand rows of 500 teams would take longer
 * to get here than to add up.
 */
export const BLOCKS_AS_TEXT = `string_agg('[' || first_day || ',' || last_day || ',"' || level || '","' || kind || '",'
  || threshold || ',' || counts || ',' || alike || ']', ',')`

/** In the order of their first days. */
export function readBlocks(text: string): readonly Block[] {
  const rows: unknown = JSON.parse(`[${text}]`)
  if (!Array.isArray(rows)) throw new TypeError('No blocks.')
  return rows.map(toBlock).sort((a, b) => a.first - b.first)
}

/** Looked at by hand: there are many of them. @throws TypeError when it is something else */
function toBlock(row: unknown): Block {
  if (!Array.isArray(row)) throw new TypeError(`No block: ${JSON.stringify(row)}.`)
  const [first, last, levelText, kindText, threshold, counts, alike]: readonly unknown[] = row
  const level = LEVELS.find((one) => one === levelText)
  const kind = KINDS.find((one) => one === kindText)
  if (!isDay(first) || !isDay(last) || !isCount(threshold) || level === undefined || kind === undefined)
    throw new TypeError(`No block: ${JSON.stringify(row)}.`)
  if (!isCounts(counts) || !Array.isArray(alike)) throw new TypeError(`No counts: ${JSON.stringify(row)}.`)
  return {
    kind,
    level,
    first,
    last,
    threshold,
    counts,
    alike: alike.length === 0 ? NOT_ALIKE : alikeSchema.parse(alike),
  }
}

function isDay(value: unknown): value is number {
  return Number.isInteger(value)
}

export function toBlockRow(teamNo: number, block: Block): BlockRow {
  return {
    team_no: teamNo,
    first_day: block.first,
    level: block.level,
    kind: block.kind,
    last_day: block.last,
    threshold: block.threshold,
    counts: JSON.stringify(block.counts),
    alike: JSON.stringify(block.alike),
  }
}

export function readMonthParts({ first_day, kind, parts }: Omit<PartRow, 'team_no'>): MonthParts {
  return { kind: partKindSchema.parse(kind), first: first_day, ...monthPartsSchema.parse(JSON.parse(parts)) }
}

export function toPartRow(teamNo: number, { kind, first, ...parts }: MonthParts): PartRow {
  return { team_no: teamNo, first_day: first, kind, parts: JSON.stringify(parts) }
}

/** The parts of a contribution that is in a block. */
export function readPartCounts({ parts }: Pick<Selectable<CountedTable>, 'parts'>): readonly PartCounts[] {
  const value: unknown = JSON.parse(parts)
  if (Array.isArray(value) && value.every(isPartCounts)) return value
  throw new TypeError(`No answers by channel and queue: ${parts}.`)
}

/** A closed quarter's pulse as it is told. */
export function readPulse({ counts, alike }: Pick<PulseRow, 'counts' | 'alike'>): Cell | null {
  if (counts === null) return null
  const told = [...readCounts(counts)]
  const none = told.map(() => 0)
  return {
    n: told.reduce((sum, count) => sum + count, 0),
    counts: alike === null ? told : none,
    alike: alike === null ? none : told,
    alikeBlocks: none.map((_, value) => (value === alike ? 1 : 0)),
  }
}

// Looked at by hand: a team has thousands of them in a quarter.

/** @throws when the text is something else */
function readCounts(text: string): Counts {
  const value: unknown = JSON.parse(text)
  if (isCounts(value)) return value
  throw new TypeError(`No counts: ${text}.`)
}

function isPartCounts(value: unknown): value is PartCounts {
  if (typeof value !== 'object' || value === null) return false
  if (!('channel' in value && 'queue' in value && 'counts' in value)) return false
  return isTextOrNull(value.channel) && isTextOrNull(value.queue) && isCounts(value.counts)
}

function isTextOrNull(value: unknown): value is string | null {
  return typeof value === 'string' || value === null
}

function isCounts(value: unknown): value is Counts {
  return Array.isArray(value) && value.every(isCount)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}
