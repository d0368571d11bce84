/** What is published as the tables keep it, and back again. */
import type { Selectable } from 'kysely'

import { MEASURES, type Cell } from '../../../../shared/wire/summaries.ts'
import { z } from '../../../../shared/zod.ts'
import type { Alike, Block } from '../../../publishing/block.ts'
import { KINDS, type Counts, type PartCounts } from '../../../publishing/contribution.ts'
import type { MonthParts } from '../../../publishing/parts.ts'
import { LEVELS } from '../../../publishing/spans.ts'
import { remembering } from '../../remember.ts'
import type {
  CountedTable,
  PublishedBlockTable,
  PublishedPartTable,
  PublishedPulseTable,
} from '../../schema.ts'

type BlockRow = Selectable<PublishedBlockTable>
type PartRow = Selectable<PublishedPartTable>
type PulseRow = Selectable<PublishedPulseTable>

const kindSchema = z.enum(KINDS)
const levelSchema = z.enum(LEVELS)
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
/** Few different ones are there. */
const MOST_ALIKE = 1000

/** Returns the function that reads blocks; it remembers texts that come again and again. */
export function createBlockReader(): (row: Omit<BlockRow, 'team_no'>) => Block {
  const alikeOf = remembering(MOST_ALIKE, (text): readonly Alike[] => alikeSchema.parse(JSON.parse(text)))
  return ({ first_day, last_day, level, kind, threshold, counts, alike }) => ({
    kind: kindSchema.parse(kind),
    level: levelSchema.parse(level),
    first: first_day,
    last: last_day,
    threshold,
    counts: readCounts(counts),
    alike: alikeOf(alike),
  })
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
