import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../src/collector/store/open.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import {
  GOOD,
  KEPT,
  ON,
  onPostgres,
  onSqlite,
  PATIENCE_MS,
  scene,
  server,
  spawnImport,
} from './feedback-scene.ts'
import { failHere, runHere, runJson, startServer } from './support.ts'

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
