/** The hash by which device and collector find out whether they hold the same revisions of a period's records. */

/**
 * The text whose SHA-256 (the first 32 hexadecimal digits, lower case) is a period's hash: one line `<recordId>/<revision>`
 * for each record, ended by a line feed, in ascending order of the record ids.
 */
export function digestText(records: readonly { readonly id: string; readonly revision: number }[]): string {
  return records
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, revision }) => `${id}/${revision}\n`)
    .join('')
}
