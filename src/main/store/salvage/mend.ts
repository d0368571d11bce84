/** Makes a row with a damaged value acceptable, without inventing an answer. */
import { OUTCOMES, SMILEYS } from '../../../shared/lists.ts'
import { ratingSchema } from '../../../shared/records.ts'
import { CAUSES, CHANNELS, DIRECTIONS } from '../../../shared/trigger.ts'
import type { Value } from './record-format.ts'
import type { TableName } from '../tables.ts'
import type { Row } from './recognise.ts'

/**
 * The row with what the table's rules refuse reset, so that a flipped bit in the channel doesn't cost a rating. A
 * rating that can't be right is none: the interaction then waits again.
 */
export function mended(table: TableName, row: Row): Row {
  // To be sent again; whether it was refused counts for what it was.
  const unsent = { synced_revision: 0, refused_revision: null, refused_code: null, resend: 0 }
  switch (table) {
    case 'interactions':
      return {
        ...row,
        ...unsent,
        channel: oneOf(CHANNELS, row['channel']) ?? 'unknown',
        direction: oneOf(DIRECTIONS, row['direction']) ?? 'unknown',
        cause: oneOf(CAUSES, row['cause']) ?? 'unknown',
        external_ids: listOr(row['external_ids']),
        duration_ms: null,
        ...mendedAnswers(row),
      }
    case 'days':
      return { ...row, ...unsent, smiley: oneOf(SMILEYS, row['smiley']) }
    case 'pulses':
      return { ...row, ...unsent }
    case 'state':
      return row
  }
}

function mendedAnswers(row: Row): Row {
  const rating = ratingSchema.safeParse(row['rating']).data ?? null
  if (rating === null) {
    const outcome = oneOf(OUTCOMES, row['outcome'])
    const unrated = outcome === 'rated' ? null : outcome
    return { outcome: unrated, rating, solved: null, reasons: '[]', story: null }
  }
  const solved = row['solved'] === 0 || row['solved'] === 1 ? row['solved'] : null
  return { outcome: 'rated', rating, solved, reasons: listOr(row['reasons']) }
}

function oneOf<T extends string>(values: readonly T[], value: Value | undefined): T | null {
  return values.find((known) => known === value) ?? null
}

function listOr(json: Value | undefined): string {
  try {
    return typeof json === 'string' && Array.isArray(JSON.parse(json)) ? json : '[]'
  } catch {
    return '[]'
  }
}
