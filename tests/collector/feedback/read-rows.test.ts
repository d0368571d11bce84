import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openFeedback } from '../../../src/collector/feedback/read-rows.ts'
import { CUSTOMER_SCALES } from '../../../src/shared/statistics/map-score.ts'
import { SCALES } from './reference.ts'

const RULE = { today: 20_700, keptFrom: 20_400 }

/** No character is cut in two: the decoder sees to that. */
async function* piecesOf(text: string, cuts: readonly number[]): AsyncGenerator<string> {
  const characters = Array.from(text)
  const places = cuts.map((cut) => cut % (characters.length + 1)).toSorted((a, b) => a - b)
  for (const [n, place] of [0, ...places].entries())
    yield characters.slice(place, places[n] ?? characters.length).join('')
}

it('Rows come out as they stand in the file, wherever it is cut, whatever separates them', async () => {
  const rows = fc.array(
    fc.record({
      id: fc.string({
        unit: fc.constantFrom('a', '7', '-', 'é', '"', ',', ';', '😀'),
        minLength: 1,
        maxLength: 12,
      }),
      scale: fc.constantFrom(...SCALES),
      isQuoted: fc.boolean(),
      emptyLines: fc.constantFrom(0, 0, 0, 1, 2),
    }),
    { maxLength: 30 },
  )
  const cuts = fc.array(fc.nat(), { maxLength: 20 })
  const separators = fc.constantFrom(',', ';', '\t')
  const ends = fc.constantFrom('\n', '\r\n', '\r')
  await fc.assert(
    fc.asyncProperty(rows, cuts, separators, ends, async (all, at, separator, end) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
      let line = 1
      let text = ['id', 'scale', 'score'].join(separator) + end
      const expected = all.map(({ id, scale, isQuoted, emptyLines }, n) => {
        const { low, high } = CUSTOMER_SCALES[scale]
        const score = low + (n % (high - low + 1))
        const isPlain = !isQuoted && !/[",;\t]/.test(id)
        text +=
          end.repeat(emptyLines) + [isPlain ? id : quoted(id), scale, String(score)].join(separator) + end
        line += emptyLines + 1
        return { ok: true, row: { line, externalId: id, scale, score, givenOn: null } }
      })
      const file = await openFeedback(piecesOf(text, at), { rule: RULE, scale: undefined, columns: {} })
      const read: unknown[] = []
      for await (const row of file.rows) read.push(row)
      expect(read).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})
