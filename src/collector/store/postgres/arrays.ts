/** Arrays as PostgreSQL writes them. What `pg` makes of an array is the same, at several times the cost. */

/** Of numbers and of text that needs no quotes: UUIDs, names from a list. */
export function plainArray(values: readonly (string | number | null)[]): string {
  let text = '{'
  let separator = ''
  for (const value of values) {
    text += separator + (value ?? 'NULL')
    separator = ','
  }
  return `${text}}`
}

/** Of any text. */
export function textArray(values: readonly (string | null)[]): string {
  let text = '{'
  let separator = ''
  for (const value of values) {
    text += value === null ? `${separator}NULL` : `${separator}"${value.replaceAll(SPECIAL, '\\$&')}"`
    separator = ','
  }
  return `${text}}`
}

const SPECIAL = /["\\]/g
