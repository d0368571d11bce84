/** A small pure model of device and collector, and the real ones over HTTP: they never disagree. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { SEED } from '../../crash/random.ts'
import { postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { readPostgres, readSqlite, uuid } from '../runs/raw-rows.ts'
import type { RawReader } from '../runs/raw-rows.ts'
import { COMMANDS } from './commands.ts'
import type { Real } from './commands.ts'
import { Model } from './model.ts'
import { Device, startCollector } from './world.ts'
import type { Collector } from './world.ts'

const FAR = Date.UTC(2100, 0, 1)
const MOST_COMMANDS = 30

const server = await postgresServer()

/** Runs so many sequences of commands, each with a device and a team of its own. @returns what went wrong */
async function holdAgainst(
  collector: Collector,
  reader: RawReader,
  folder: string,
  numRuns: number,
): Promise<string> {
  let runs = 0
  const property = fc.asyncProperty(
    fc.commands([...COMMANDS], { maxCommands: MOST_COMMANDS }),
    async (commands) => {
      const directory = join(folder, `device-${runs++}`)
      mkdirSync(directory)
      const real = await enrolled(collector, reader, directory)
      try {
        await fc.asyncModelRun(() => ({ model: new Model(), real }), commands)
      } finally {
        await real.device.close()
      }
    },
  )
  return (await fc.asyncDefaultReportMessage(await fc.check(property, { numRuns, seed: SEED }))) ?? ''
}

async function enrolled(collector: Collector, reader: RawReader, directory: string): Promise<Real> {
  const { administration } = collector.store
  const team = await administration.createTeam('Team')
  const { code } = await administration.createCode({
    teamId: team.id,
    role: 'agent',
    seats: 100,
    expiresAt: FAR,
  })
  const device = new Device(directory)
  await device.start()
  expect(await device.sync.enrol(collector.endpoint, code)).toEqual({ ok: true })
  // What follows from joining is over when the commands begin.
  await device.attempt()
  const rows = await reader.rows('SELECT team_no, team_id FROM team WHERE team_no > ?', -1)
  const row = rows.find((one) => uuid(one['team_id']) === team.id)
  return { device, collector, reader, teamNo: Number(row?.['team_no']), code, ids: new Map() }
}

describe('device and collector', { timeout: 240_000 }, () => {
  it('do on SQLite what the model does', async () => {
    const folder = temporaryFolder()
    const collector = await startCollector({ database: undefined, dataFolder: folder })
    const reader = readSqlite(join(folder, 'collector.db'))
    try {
      expect(await holdAgainst(collector, reader, folder, 40)).toBe('')
    } finally {
      await reader.close()
      await collector.close()
    }
  })

  it.skipIf('skip' in server)('do on PostgreSQL what the model does', async () => {
    const folder = temporaryFolder()
    const database = await temporaryDatabase(server)
    const collector = await startCollector({ database, dataFolder: folder })
    const reader = await readPostgres(database)
    try {
      expect(await holdAgainst(collector, reader, folder, 15)).toBe('')
    } finally {
      await reader.close()
      await collector.close()
    }
  })
})
