/** Cells of b-tree pages, read defensively: https://sqlite.org/fileformat.html, section 1.6. */
import { PAGE_SIZE } from '../pragmas.ts'
import { decodeRecord, readVarint } from './record-format.ts'
import type { DecodedRecord } from './record-format.ts'

/** Finds the content of a page by its number, for payloads that overflow their page. */
export type PageOf = (pageNumber: number) => Buffer | undefined

export interface Cell extends DecodedRecord {
  /** The row's number in a table; `undefined` in an index. */
  readonly rowid: number | undefined
}

const INDEX_INTERIOR = 0x02
const INDEX_LEAF = 0x0a
const TABLE_LEAF = 0x0d
/** The first page begins with the header of the file. */
const FILE_HEADER = 100
/** No row of ours is longer; a length beyond it is damage, not a reason to walk the whole file. */
const LONGEST_PAYLOAD = 1 << 20

/** The cells of a page that can be read; none of a page of another kind. */
export function* cellsOf(page: Buffer, pageNumber: number, pageOf: PageOf): Generator<Cell> {
  const start = pageNumber === 1 ? FILE_HEADER : 0
  const kind = page[start]
  if (kind !== INDEX_INTERIOR && kind !== INDEX_LEAF && kind !== TABLE_LEAF) return
  const pointers = start + (kind === INDEX_INTERIOR ? 12 : 8)
  const count = Math.min(page.readUInt16BE(start + 3), Math.floor((PAGE_SIZE - pointers) / 2))
  for (let i = 0; i < count; i++) {
    const cell = cellAt(page, page.readUInt16BE(pointers + 2 * i), kind, pageOf)
    if (cell !== undefined) yield cell
  }
}

function cellAt(page: Buffer, offset: number, kind: number, pageOf: PageOf): Cell | undefined {
  const size = readVarint(page, kind === INDEX_INTERIOR ? offset + 4 : offset)
  if (size === undefined || size.value > LONGEST_PAYLOAD) return undefined
  const row = kind === TABLE_LEAF ? readVarint(page, size.next) : { value: undefined, next: size.next }
  if (row === undefined) return undefined
  const payload = payloadAt(page, row.next, size.value, kind === TABLE_LEAF, pageOf)
  const record = payload === undefined ? undefined : decodeRecord(payload)
  return record === undefined ? undefined : { ...record, rowid: row.value }
}

/** The payload of a cell, put together from its page and its overflow pages. */
function payloadAt(
  page: Buffer,
  offset: number,
  size: number,
  table: boolean,
  pageOf: PageOf,
): Buffer | undefined {
  const local = localSize(size, table)
  if (offset + local > PAGE_SIZE) return undefined
  if (local === size) return page.subarray(offset, offset + size)
  if (offset + local + 4 > PAGE_SIZE) return undefined
  const parts = [page.subarray(offset, offset + local)]
  let missing = size - local
  let next = page.readUInt32BE(offset + local)
  while (missing > 0) {
    const overflow = pageOf(next)
    if (overflow === undefined) return undefined
    parts.push(overflow.subarray(4, 4 + Math.min(missing, PAGE_SIZE - 4)))
    missing -= PAGE_SIZE - 4
    next = overflow.readUInt32BE(0)
  }
  return Buffer.concat(parts)
}

/** How much of a payload is on the page itself; the names are those of the file format's text. */
function localSize(payload: number, table: boolean): number {
  const usable = PAGE_SIZE
  const most = table ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
  if (payload <= most) return payload
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const wanted = least + ((payload - least) % (usable - 4))
  return wanted <= most ? wanted : least
}
