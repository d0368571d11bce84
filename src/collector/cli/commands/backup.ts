/** `backup`, `restore` and `restored`: an SQLite file is copied here; PostgreSQL has its own tools. */
import type { Command } from 'commander'
import { createSqliteStore, restoreBackup } from '../../store/sqlite/index.ts'
import type { StoreIdentity } from '../../store/store.ts'
import { locationFrom, storeCommands, type Bench, type CommonOptions } from '../command.ts'
import { readErasures } from '../erasure-file.ts'
import { bytes, count } from '../output.ts'
import { usage } from '../problem.ts'
import { assertDatabaseExists } from '../with-store.ts'

interface ErasuresOption extends CommonOptions {
  readonly erasures?: string
}

const ERASURES = [
  '--erasures <file>',
  'a list that `erasures export` wrote after the backup was made: these devices are erased again',
] as const

export function addBackupCommands(program: Command, bench: Bench): void {
  const { env, now } = bench.surroundings
  const leaf = storeCommands(program, env)

  leaf(
    'backup',
    'Writes a backup of the SQLite file, also while the server runs.',
    'backup collector-backup.db',
  )
    .argument('<file>', 'where to; it must not be there yet')
    .action(async (file: string, options: CommonOptions) => {
      const folder = sqliteFolder(options, bench, 'Use pg_dump, or base backups with a WAL archive.')
      assertDatabaseExists(folder)
      const store = await createSqliteStore({ folder, now, role: 'command' })
      try {
        const { path, sizeBytes } = await store.backUp(file)
        bench.report({
          json: { file: path, sizeBytes },
          text: `Wrote ${path}, ${bytes(sizeBytes)}, checked.`,
        })
      } finally {
        await store.close()
      }
    })

  leaf(
    'restore',
    'Puts a backup in the place of the SQLite file, while no server runs. What was there is kept beside it, what was ' +
      'erased stays erased, and devices send again what the backup lacks.',
    'restore collector-backup.db',
    'restore collector-backup.db --erasures erasures.txt',
  )
    .argument('<file>', 'the backup, which stays as it is')
    .option(...ERASURES)
    .action(async (file: string, options: ErasuresOption) => {
      const folder = sqliteFolder(
        options,
        bench,
        'Use pg_restore, or a restore to a point in time, and then the command `restored`.',
      )
      const erasures = options.erasures === undefined ? [] : await readErasures(options.erasures)
      const restored = await restoreBackup({ source: file, folder, erasures, now })
      const { identity, replaced } = restored
      bench.report({
        json: { ...identityJson(identity), replaced, erasures: restored.erasures },
        text: [
          `Restored ${file} as epoch ${identity.epoch} of the store ${identity.storeId}.`,
          `${count(restored.erasures, 'erased device stays', 'erased devices stay')} erased.`,
          ...(replaced === null
            ? []
            : [
                `What was there before is ${replaced}. Delete it when nobody needs it any more: what is erased or too old stays in it.`,
              ]),
          'Devices send again what is missing, when the server runs.',
        ].join('\n'),
      })
    })

  leaf(
    'restored',
    'For PostgreSQL, after a restore with its own tools and before the server starts: devices send again what is ' +
      'missing, and what was erased since is erased again.',
    'restored --erasures erasures.txt',
  )
    .option(...ERASURES)
    .action(async (options: ErasuresOption) => {
      const location = locationFrom(options, bench)
      if (location.kind === 'sqlite')
        throw usage('An SQLite file is restored with `restore FILE`, which does this as well.')
      const known = options.erasures === undefined ? [] : await readErasures(options.erasures)
      const { identity, erasures } = await bench.withStore(location, async ({ administration }) => ({
        identity: await administration.markRestored(known),
        erasures: await administration.erasures(),
      }))
      bench.report({
        json: { ...identityJson(identity), erasures: erasures.length },
        text: [
          `It is epoch ${identity.epoch} of the store ${identity.storeId} now.`,
          `${count(erasures.length, 'erased device stays', 'erased devices stay')} erased.`,
          'Devices send again what is missing, when the server runs.',
        ].join('\n'),
      })
    })
}

const identityJson = ({ storeId, epoch }: StoreIdentity) => ({ storeId, epoch })

/** The data folder; PostgreSQL is sent to its own tools. */
function sqliteFolder(options: CommonOptions, bench: Bench, instead: string): string {
  const location = locationFrom(options, bench)
  if (location.kind === 'postgres') throw usage(`This is for an SQLite file. ${instead}`)
  return location.folder
}
