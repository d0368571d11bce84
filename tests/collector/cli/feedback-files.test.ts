import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { BYTE_ORDER_MARK } from '../../../src/shared/csv.ts'
import { GOOD, peakOf, scene, writeRows } from './feedback-scene.ts'
import { failHere, runHere, runJson } from './support.ts'

describe('feedback import reads', () => {
  const text = 'Gesprächs-Nr.;Note €\nruf-é;9\n'
  const columns = ['--columns', 'id=gesprächs-nr.,score=Note €', '--scale', 'nps']
  const swapped = (buffer: Buffer) => Buffer.from(buffer).swap16()

  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(BYTE_ORDER_MARK + text)],
    ['utf-16le', Buffer.from(BYTE_ORDER_MARK + text, 'utf16le')],
    ['utf-16be', swapped(Buffer.from(BYTE_ORDER_MARK + text, 'utf16le'))],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['windows-1252', Buffer.from(text.replace('€', '\u0080'), 'latin1')],
  ])('%s', async (encoding, bytes) => {
    const { importing, kept } = await scene()
    expect(await importing(bytes, ...columns)).toMatchObject({ code: 0, encoding, separator: ';', stored: 1 })
    expect(await kept()).toEqual([{ external_id: 'ruf-é', scale: 'nps', score: 9 }])
  })

  test.each([
    [',', 'id,score\na,9\n'],
    [';', 'id;score\na;9\n'],
    ['\t', 'id\tscore\ra\t9\r'],
    [',', '"id","a;b;c","score"\r\na,x,9\r\n'],
    [';', 'sep=;\r\nid;score\r\na;9\r\n'],
    [',', '\n\nid,score\n,\n"a","9"'],
  ])('what is separated by %j', async (separator, content) => {
    const { importing, kept } = await scene()
    expect(await importing(content, '--scale', 'nps')).toMatchObject({ code: 0, separator, stored: 1 })
    expect(await kept()).toEqual([{ external_id: 'a', scale: 'nps', score: 9 }])
  })

  test('a row’s own scale before that of the command', async () => {
    const { importing, kept } = await scene()
    await importing('id,score,scale\na,5,csat-5\nb,5,\n', '--scale', 'nps')
    expect((await kept()).map(({ scale }) => scale)).toEqual(['csat-5', 'nps'])
  })

  test('a million rows in hardly more memory than a tenth of them takes', async () => {
    const { folder, location, count } = await scene()
    const [small, large] = [join(folder, 'small.csv'), join(folder, 'large.csv')]
    await writeRows(small, 100_000)
    await writeRows(large, 1_000_000)
    const before = await peakOf(['feedback', 'import', small, '--check', ...location])
    const after = await peakOf(['feedback', 'import', large, '--check', ...location])
    expect(before.code).toBe(0)
    expect(after.code).toBe(0)
    expect(after.stdout).toContain('1000000 rows: 1000000 would be new or changed')
    expect(after.peakMB).toBeLessThan(600)
    expect(after.peakMB).toBeLessThan(before.peakMB * 2)
    expect(await count('feedback')).toBe(0)
  }, 600_000)
})

describe('feedback import refuses as a whole', () => {
  test.each([
    ['an empty file', '', [], /is empty/],
    [
      'columns that it doesn’t know',
      'Conversation,Grade\na,9\n',
      [],
      /no column for id and score and scale.*"Conversation", "Grade"/,
    ],
    [
      'a name that no column has',
      'id,score\na,9\n',
      ['--columns', 'score=Grade', '--scale', 'nps'],
      /no column "Grade".*"id", "score"/,
    ],
    [
      'two columns of the same name',
      'id,score,Score\na,9,8\n',
      ['--scale', 'nps'],
      /Two columns are called "score"/,
    ],
    [
      'a quotation mark that isn’t closed',
      'id,score\na,9\n"b,9\nc,9\n',
      ['--scale', 'nps'],
      /after line 2 a quotation mark/,
    ],
    [
      'one that isn’t closed in a large file',
      `id,score\na,9\n"b,9\n${'c,9\n'.repeat(100_000)}`,
      ['--scale', 'nps'],
      /after line 2 a quotation mark/,
    ],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      [],
      /no column for id/,
    ],
  ])('%s', async (_, content, args, message) => {
    const { folder, location, count } = await scene()
    const file = join(folder, 'f.csv')
    writeFileSync(file, content)
    const problem = await failHere(['feedback', 'import', file, ...location, ...args])
    expect(problem).toMatchObject({ code: 'usage', message: expect.stringMatching(message) })
    expect(await count('feedback')).toBe(0)
    expect(await count('feedback_staged')).toBe(0)
  })

  test('what is no file, a scale and a column that there aren’t', async () => {
    const { folder, location } = await scene()
    const file = join(folder, 'f.csv')
    writeFileSync(file, GOOD)
    const wrong = async (...args: string[]) => await failHere(['feedback', 'import', ...args, ...location])
    expect(await wrong(folder)).toMatchObject({ code: 'usage', message: expect.stringMatching(/is no file/) })
    expect(await wrong(join(folder, 'none.csv'))).toMatchObject({
      message: expect.stringMatching(/no file or folder/),
    })
    expect(await wrong(file, '--scale', 'stars')).toMatchObject({
      message: expect.stringMatching(/nps, csat-5/),
    })
    expect(await wrong(file, '--columns', 'grade=x')).toMatchObject({
      message: expect.stringMatching(/id=Conv/),
    })
  })

  test('never shows what is in a file so that a terminal would obey it', async () => {
    const { folder, location } = await scene()
    writeFileSync(join(folder, 'f.csv'), '\u001b[2Jid,sc\u202eore\na,9\n')
    const { stderr } = await runHere(['feedback', 'import', join(folder, 'f.csv'), ...location])
    for (const character of ['\u001b', '\u202e']) expect(stderr).not.toContain(character)
  })
})

describe('the report', () => {
  test('has every problem in the order of the lines, and works as a formula in no spreadsheet', async () => {
    const { folder, importing } = await scene()
    const report = join(folder, 'report.csv')
    const bad = Array.from({ length: 50 }, (_, n) => `r${n},=HYPERLINK("http://x?${n}"),nps`)
    const answer = await importing(
      ['id,=score,scale', '-1+1,9,nps', '@SUM(A1),99,nps', ...bad, 'x,+5,nps'].join('\n'),
      '--columns',
      'score==score',
      '--report',
      report,
    )
    expect(answer).toMatchObject({ code: 2, stored: 1, refused: 52 })
    expect(answer.problems).toHaveLength(20)
    const text = readFileSync(report, 'utf8')
    expect(text.startsWith(BYTE_ORDER_MARK)).toBe(true)
    const rows: string[][] = parse(text, { bom: true })
    expect(rows[0]).toEqual(['line', 'column', 'value', 'result', 'problem'])
    expect(rows.slice(1).map(([line]) => Number(line))).toEqual(Array.from({ length: 52 }, (_, n) => n + 3))
    for (const field of rows.flat()) expect(field).not.toMatch(/^[=+\-@\t\r]/)
    expect(rows[2]?.slice(0, 3)).toEqual(['4', "'=score", `'=HYPERLINK("http://x?0")`])
  })

  test('is never written over something, not even over the file itself', async () => {
    const { folder, location, count } = await scene()
    const file = join(folder, 'f.csv')
    writeFileSync(file, GOOD)
    const { code } = await failHere(['feedback', 'import', file, '--report', file, ...location])
    expect(code).toBe('usage')
    expect(readFileSync(file, 'utf8')).toBe(GOOD)
    expect(await count('feedback')).toBe(0)
  })

  test('keeps everything out when it can’t be written', async () => {
    const { folder, location, count } = await scene()
    writeFileSync(join(folder, 'f.csv'), GOOD)
    const report = join(folder, 'no', 'folder.csv')
    await failHere(['feedback', 'import', join(folder, 'f.csv'), '--report', report, ...location])
    expect(existsSync(report)).toBe(false)
    expect(await count('feedback')).toBe(0)
    expect(await count('feedback_staged')).toBe(0)
  })
})

describe('feedback token', () => {
  test('is shown once, listed without its secret, and can be revoked by its id', async () => {
    const { location } = await scene()
    const made = await runJson(['feedback', 'token', 'create', ' Survey tool ', ...location])
    expect(made).toMatchObject({
      name: 'Survey tool',
      revokedAt: null,
      token: expect.stringMatching(/^aff1\./),
    })
    const listed = await runHere(['feedback', 'token', 'list', ...location, '--json'])
    expect(listed.stdout).not.toContain(made.token)
    expect(JSON.parse(listed.stdout).tokens).toEqual([
      { id: made.id, name: 'Survey tool', createdAt: made.createdAt, revokedAt: null },
    ])
    const revoked = await runHere(['feedback', 'token', 'revoke', made.id, ...location])
    expect(revoked.stdout).toMatch(/Revoked the token .* of "Survey tool"/)
    expect((await runHere(['feedback', 'token', 'list', ...location])).stdout).toMatch(/REVOKED\n.*Z +\d{4}-/)
    expect(await failHere(['feedback', 'token', 'revoke', 'ffffffffffff', ...location])).toMatchObject({
      code: 'not-found',
    })
    expect(await failHere(['feedback', 'token', 'create', ' ', ...location])).toMatchObject({ code: 'usage' })
  })
})
