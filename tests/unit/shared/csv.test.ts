import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BYTE_ORDER_MARK, csvLine, csvText } from '../../../src/shared/csv.ts'

describe('CSV', () => {
  it('quotes what has a separator of any kind, a quote, a line end or a space at an end', () => {
    expect(csvLine(['a', 'b c', 'd,e', 'f;g', 'h\ti', 'j"k', 'l\nm', ' n', ''])).toBe(
      'a,b c,"d,e","f;g","h\ti","j""k","l\nm"," n",\r\n',
    )
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '=HYPERLINK("http://x","y")'])(
    'never lets %j work as a formula',
    (text) => {
      const rows = parse(csvLine([text]))
      expect(rows).toEqual([[`'${text}`]])
    },
  )

  it('leaves numbers alone, also those below 0', () => {
    expect(csvLine([-1.5, 0, 12, null])).toBe('-1.5,0,12,\r\n')
    expect(() => csvLine([Number.NaN])).toThrow(RangeError)
  })

  it('begins with a byte order mark for Excel where that is wanted', () => {
    expect(csvText([['a'], ['b']], { bom: true })).toBe(`${BYTE_ORDER_MARK}a\r\nb\r\n`)
    expect(csvText([['a', 'b']], { separator: ';' })).toBe('a;b\r\n')
  })

  it('can be read again by a program that knows CSV', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\r', '\n', ' ', '.') })
    const rows = fc.array(
      fc.array(
        field.filter((text) => !/^[\t\r\n]/.test(text)),
        { minLength: 2, maxLength: 2 },
      ),
      {
        minLength: 1,
      },
    )
    fc.assert(
      fc.property(rows, fc.constantFrom(',' as const, ';' as const, '\t' as const), (all, separator) => {
        expect(
          parse(csvText(all, { separator, bom: true }), {
            bom: true,
            delimiter: separator,
            record_delimiter: '\r\n',
          }),
        ).toEqual(all)
      }),
    )
  })
})
