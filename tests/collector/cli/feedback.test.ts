import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../src/collector/store/open.ts'
import { BYTE_ORDER_MARK } from '../../../src/shared/csv.ts'
import { onServer, postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { sqliteQuery } from '../feedback/support.ts'
import { failHere, run, runHere, runJson, startServer } from './support.ts'

const server = await postgresServer()
const ON = '{"customerComparison": {"worksCouncilAgreedOn": "2026-01-01"}}'

interface Scene {
  readonly folder: string
  readonly location: readonly string[]
  /** All that is kept, in order. */
  readonly kept: () => Promise<readonly Record<string, unknown>[]>
  readonly count: (table: string) => Promise<number>
  /** Writes a file and imports it; `--json` unless the arguments are for people. */
  readonly importing: (content: string | Buffer, ...args: string[]) => Promise<Imported>
}

interface Imported {
  readonly code: number | null
  readonly rows: number
  readonly stored: number
  readonly unchanged: number
  readonly refused: number
  readonly repeated: number
  readonly encoding: string
  readonly separator: string
  readonly problems: readonly { line: number; column: string; result: string; detail: string }[]
}

type Place = (folder: string) => Promise<{
  readonly location: readonly string[]
  readonly query: (sql: string) => Promise<readonly Record<string, unknown>[]>
}>

const onSqlite: Place = async (folder) => ({
  location: ['--data', join(folder, 'store')],
  query: async (sql) => sqliteQuery(join(folder, 'store'), sql),
})

const onPostgres: Place = async () => {
  const url = await temporaryDatabase(server)
  return { location: ['--database', url], query: (sql) => onServer(url, sql) }
}

/** A store with a team and, unless said, the comparison switched on. */
async function scene(place: Place = onSqlite, policy = ON): Promise<Scene> {
  const folder = temporaryFolder()
  const { location, query } = await place(folder)
  await runHere(['team', 'add', 'North', ...location])
  await runHere(['policy', 'set', '-', ...location], { stdin: policy })
  let files = 0
  return {
    folder,
    location,
    kept: () => query('SELECT external_id, scale, score FROM feedback ORDER BY external_id, scale'),
    count: async (table) => Number((await query(`SELECT count(*) AS n FROM ${table}`))[0]?.['n']),
    async importing(content, ...args) {
      const file = join(folder, `answers-${++files}.csv`)
      writeFileSync(file, content)
      const { code, stdout, stderr } = await runHere([
        'feedback',
        'import',
        file,
        ...location,
        '--json',
        ...args,
      ])
      expect(stderr).toBe('')
      return { code, ...JSON.parse(stdout) }
    },
  }
}

/** They start processes and wait for them, on a machine that may do other things. */
const PATIENCE_MS = 240_000

const GOOD = 'interaction id,scale,score,date\ncall-1,nps,9,2026-11-01\ncall-2,csat-5,4,\n'
const KEPT = [
  { external_id: 'call-1', scale: 'nps', score: 9 },
  { external_id: 'call-2', scale: 'csat-5', score: 4 },
]

describe.each([
  { name: 'SQLite', place: onSqlite, isMissing: false },
  { name: 'PostgreSQL', place: onPostgres, isMissing: 'skip' in server },
])('feedback import on $name', ({ place, isMissing }) => {
  test.skipIf(isMissing)('takes good rows, says line by line what is wrong with the others', async () => {
    const { importing, kept } = await scene(place)
    const answer = await importing(
      [
        'id;score;scale;date',
        'a;9;nps;2026-11-01',
        ';9;nps;',
        'b;11;nps;',
        'c;nine;nps;',
        'd;8;stars;',
        'e;8;nps;2026-02-30',
        'f;8;nps;2999-01-01',
        'g;8;nps;2020-01-01',
        `${'x'.repeat(201)};8;nps;`,
        '1,23457E+15;8;nps;',
        'h;8',
        'i;8;nps;;extra',
        '',
        'j;8;CSAT-10;2026-11-01T10:00:00Z',
        'k;0;csat-5;01-11-2026',
        'l;7,0;csat-7;',
      ].join('\r\n'),
    )
    expect(answer).toMatchObject({ code: 2, rows: 15, stored: 3, unchanged: 0, refused: 12, repeated: 0 })
    expect(answer.problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '3 id',
      '4 score',
      '5 score',
      '6 scale',
      '7 date',
      '8 date',
      '9 date',
      '10 id',
      '11 id',
      '12 ',
      '13 ',
      '16 score',
      '16 date',
    ])
    expect(await kept()).toEqual([
      { external_id: 'a', scale: 'nps', score: 9 },
      { external_id: 'j', scale: 'csat-10', score: 8 },
      { external_id: 'l', scale: 'csat-7', score: 7 },
    ])
  })

  test.skipIf(isMissing)('changes nothing the second time, and takes what has changed', async () => {
    const { importing, kept, count } = await scene(place)
    expect(await importing(GOOD)).toMatchObject({ code: 0, stored: 2, unchanged: 0 })
    expect(await importing(GOOD)).toMatchObject({ code: 0, stored: 0, unchanged: 2 })
    expect(await kept()).toEqual(KEPT)
    expect(await importing(GOOD.replace(',9,', ',3,'))).toMatchObject({ stored: 1, unchanged: 1 })
    expect((await kept())[0]).toMatchObject({ score: 3 })
    expect(await count('feedback_staged')).toBe(0)
  })

  test.skipIf(isMissing)(
    'lets the last of several lines about an interaction count, however far they are apart',
    async () => {
      const { importing, kept } = await scene(place)
      const many = Array.from({ length: 2500 }, (_, n) => `x${n},nps,5`)
      const answer = await importing(
        ['id,scale,score', 'a,nps,1', 'a,nps,2', 'a,csat-5,3', ...many, 'a,nps,10', ...many].join('\n'),
        '--report',
        join(temporaryFolder(), 'r.csv'),
      )
      expect(answer).toMatchObject({ code: 0, rows: 5004, stored: 2502, refused: 0, repeated: 2502 })
      expect(answer.problems[0]).toMatchObject({
        line: 3,
        result: 'repeated',
        detail: expect.stringMatching(/line 2;/),
      })
      expect(answer.problems[1]).toMatchObject({ line: 2505, detail: expect.stringMatching(/line 3;/) })
      expect(answer.problems[2]).toMatchObject({ line: 2506, detail: expect.stringMatching(/line 5;/) })
      expect((await kept()).slice(0, 2)).toEqual([
        { external_id: 'a', scale: 'csat-5', score: 3 },
        { external_id: 'a', scale: 'nps', score: 10 },
      ])
    },
  )

  test.skipIf(isMissing)('stores nothing with --check, and says what it would store', async () => {
    const { importing, kept, count } = await scene(place)
    await importing('id,scale,score\ncall-1,nps,9\n')
    expect(await importing(GOOD, '--check')).toMatchObject({ checked: true, stored: 1, unchanged: 1 })
    expect(await kept()).toHaveLength(1)
    expect(await count('feedback_staged')).toBe(0)
  })

  test.skipIf(isMissing)('takes nothing while no policy has the comparison switched on', async () => {
    const { folder, location, count } = await scene(place, '{}')
    writeFileSync(join(folder, 'f.csv'), GOOD)
    const args = ['feedback', 'import', join(folder, 'f.csv'), ...location]
    expect(await failHere(args)).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/works council/),
    })
    expect(await count('feedback')).toBe(0)
    await runHere(['policy', 'set', '-', '--team', 'North', ...location], { stdin: ON })
    expect((await runHere(args)).code).toBe(0)
    expect(await count('feedback')).toBe(2)
  })

  test.skipIf(isMissing)(
    'leaves nothing of a file when it is killed in the middle, and the next start cleans up',
    async () => {
      const { folder, location, count, kept, importing } = await scene(place)
      await importing(GOOD)
      const file = join(folder, 'large.csv')
      writeFileSync(
        file,
        `id,scale,score\n${Array.from({ length: 25_000 }, (_, n) => `k${n},nps,${n % 11}\n`).join('')}`,
      )
      const child = spawnImport(file, location)
      await expect
        .poll(() => count('feedback_staged'), { timeout: 30_000, interval: 20 })
        .toBeGreaterThan(2000)
      child.kill('SIGKILL')
      await once(child, 'close')
      expect(await kept()).toEqual(KEPT)
      expect(await count('feedback_staged')).toBeGreaterThan(0)
      const collector = await startServer(location)
      expect(await count('feedback_staged')).toBe(0)
      expect(await kept()).toEqual(KEPT)
      // And the file can be imported from its beginning, beside the server.
      const { stored } = await runJson(['feedback', 'import', file, ...location])
      expect(stored).toBe(25_000)
      expect(await collector.stop()).toBe(0)
    },
    PATIENCE_MS,
  )

  test.skipIf(isMissing)(
    'is whole when it is killed while what counts already is put in its place',
    async () => {
      const { folder, location, count, importing } = await scene(place)
      const rows = Array.from({ length: 30_000 }, (_, n) => `k${n},nps,${n % 11}\n`).join('')
      const file = join(folder, 'large.csv')
      writeFileSync(file, `id,scale,score\n${rows}`)
      const child = spawnImport(file, location)
      await expect.poll(() => count('feedback'), { timeout: 60_000, interval: 5 }).toBeGreaterThan(0)
      child.kill('SIGKILL')
      await once(child, 'close')
      expect(await count('feedback')).toBeLessThan(30_000)
      // The next import finishes it before it begins.
      expect(await importing(GOOD)).toMatchObject({ stored: 2 })
      expect(await count('feedback')).toBe(30_002)
      expect(await count('feedback_staged')).toBe(0)
    },
    PATIENCE_MS,
  )

  test.skipIf(isMissing)('is one at a time: a second one is told to come later', async () => {
    const { folder, location, kept } = await scene(place)
    writeFileSync(join(folder, 'f.csv'), GOOD)
    const store = await openStore({
      database: location[0] === '--database' ? location[1] : undefined,
      dataFolder: location[1] ?? '',
      now: Date.now,
      role: 'command',
    })
    onTestFinished(() => store.close())
    const first = await store.administration.feedback.beginImport()
    await first.add([{ line: 2, externalId: 'first', scale: 'nps', score: 1, givenOn: null }])
    const args = ['feedback', 'import', join(folder, 'f.csv'), ...location]
    expect(await failHere(args)).toMatchObject({ code: 'busy', exitCode: 5 })
    await first.commit()
    await first.end()
    expect((await runHere(args)).code).toBe(0)
    expect(await kept()).toHaveLength(3)
  })
})

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

const PROGRAM = join(import.meta.dirname, '../../../src/collector/main.ts')

function spawnImport(file: string, location: readonly string[]) {
  return spawn(process.execPath, [PROGRAM, 'feedback', 'import', file, ...location], { stdio: 'ignore' })
}

async function writeRows(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file)
  stream.write('id,scale,score\n')
  for (let start = 0; start < rows; start += 10_000) {
    const some = Array.from({ length: 10_000 }, (_, n) => `interaction-${start + n},nps,${n % 11}\n`)
    if (!stream.write(some.join(''))) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'close')
}

/** The most memory that a command held at one time, as the process itself says when it ends. */
async function peakOf(args: readonly string[]) {
  const said = join(temporaryFolder(), 'peak')
  const program = [
    '--import',
    `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(said)},String(process.resourceUsage().maxRSS)))`,
    PROGRAM,
  ]
  const { code, stdout, stderr } = await run(args, { program })
  return { code, stdout, stderr, peakMB: Number(readFileSync(said, 'utf8')) / 1024 }
}
