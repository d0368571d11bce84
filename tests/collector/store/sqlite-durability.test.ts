import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { StoreError } from '../../../src/collector/store/store.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { NO_MOUNTS, runOnOwnDisk } from '../../unit/store/own-mounts.ts'
import { openIn } from './sqlite-support.ts'
import { createTeam, deviceOf, enrol, interaction, NOW, request, unreadable } from './support.ts'

if (NO_MOUNTS !== undefined) console.log(NO_MOUNTS)

const childFile = (name: string) => fileURLToPath(new URL(name, import.meta.url))

describe('a server that is killed at any moment', () => {
  it(
    'has lost nothing that it acknowledged, and its roll-ups are right, a dozen times',
    { timeout: 600_000 },
    async () => {
      const folder = temporaryFolder()
      const store = await createSqliteStore({ folder, now: () => NOW, role: 'server' })
      const device = await enrol(store, await createTeam(store))
      await store.close()

      const acknowledged = new Set<string>()
      for (let time = 1; time <= 12; time++) {
        const before = acknowledged.size
        const first = String(time * 1_000_000)
        const child = spawn(
          process.execPath,
          [childFile('sqlite-killed-child.ts'), folder, device.token, first],
          {
            stdio: ['ignore', 'pipe', 'inherit'],
          },
        )
        let printed = ''
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          printed += text
        })
        await once(child.stdout, 'data')
        setTimeout(() => child.kill('SIGKILL'), Math.random() * 150)
        const [, signal] = await once(child, 'close')
        expect(signal).toBe('SIGKILL')
        // What is behind the last line end may have been cut.
        for (const id of printed.slice(0, printed.lastIndexOf('\n')).split('\n')) acknowledged.add(id)
        expect(acknowledged.size).toBeGreaterThan(before)

        const reopened = await createSqliteStore({ folder, now: () => NOW, role: 'server' })
        const holdings = await reopened.holdings(await deviceOf(reopened, device), '2026-01-01')
        const held = new Set(Array.from(holdings.values()).flatMap((records) => records.map(({ id }) => id)))
        expect(Array.from(acknowledged).filter((id) => !held.has(id))).toEqual([])
        expect(await reopened.administration.verifyRollups()).toEqual([])
        await reopened.close()
      }
    },
  )
})

describe.skipIf(NO_MOUNTS !== undefined)('a full disk', () => {
  it('refuses whole groups with a code, loses and invents nothing, and all works again when there is space', () => {
    const script = '../../collector/store/sqlite-full-disk-child.ts'
    const [report] = runOnOwnDisk(script, temporaryFolder(), '8m', ['$NODE'])
    const full = ['disk-full', 'disk-full', 'disk-full']
    expect(report).toEqual({
      whileFull: {
        ingest: full,
        nothingMoreIsHeld: true,
        again: full,
        backUp: 'disk-full',
        leftOfBackup: [],
        rollups: [],
      },
      afterwards: { check: 'done', ingest: ['done', 'done', 'done'], held: true, backUp: 'done' },
      openWhileFull: 'disk-full',
      reopened: { held: true, rollups: [], ingest: 1 },
      backupGone: true,
    })
  })
})

describe('a writer thread that dies', () => {
  it('is told to the server, everything that waits is refused, and so is everything after it', async () => {
    const folder = temporaryFolder()
    const fatal: StoreError[] = []
    const store = await createSqliteStore({
      folder,
      now: () => NOW,
      role: 'server',
      onFatal: (error) => fatal.push(error),
    })
    const device = await enrol(store, await createTeam(store))
    const asked = [
      store.ingest(device.credential, [unreadable()]),
      store.ingest(device.credential, request(interaction())),
    ]
    for (const { status, ...result } of await Promise.allSettled(asked)) {
      expect(status).toBe('rejected')
      expect(result).toMatchObject({ reason: { code: 'io' } })
    }
    for (const later of [
      () => store.ingest(device.credential, []),
      () => store.check(),
      () => store.administration.createTeam('Late'),
      () => store.administration.teams(),
    ])
      await expect(later()).rejects.toBeInstanceOf(StoreError)
    expect(fatal).toMatchObject([{ code: 'io' }])
    expect(fatal[0]?.message).toMatch(/The writer thread of .*collector\.db has ended/)
    await store.close()

    const next = await openIn(folder)
    expect(await next.administration.statistics()).toMatchObject({ devices: 1, interactions: 0 })
  })

  it('ends a process in which nobody listens to that', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [childFile('sqlite-fatal-child.ts'), temporaryFolder()],
      { encoding: 'utf8', timeout: 30_000 },
    )
    expect(stderr).toContain('The writer thread of')
    expect(status).toBe(1)
  })
})
