/** PgBouncer between collectors and PostgreSQL. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../support/free-port.ts'
import { adapted, documented } from './documented.ts'
import { openFolder, startProgram } from './programs.ts'

/** It refuses to run as root. */
const USER = process.getuid?.() === 0 ? ['-u', 'nobody'] : []

/**
 * With the documented configuration; only addresses, names and the files of users are this computer's.
 * @param database address of the database behind it
 * @returns the database's address through it
 */
export async function startPgBouncer(database: string, poolMode = 'session'): Promise<string> {
  const folder = openFolder()
  const port = await freePort()
  const behind = new URL(database)
  const name = behind.pathname.slice(1)
  const users = join(folder, 'userlist.txt')
  writeFileSync(users, `"${behind.username}" "${behind.password}"\n`)
  const block = adapted(documented('[databases]'), {
    'aftercall = host=127.0.0.1 port=5432': `${name} = host=${behind.hostname} port=${behind.port}`,
    'listen_port = 6432': `listen_port = ${port}`,
    '/etc/pgbouncer/userlist.txt': users,
    'pool_mode = session': `pool_mode = ${poolMode}`,
  })
  const config = join(folder, 'pgbouncer.ini')
  writeFileSync(config, `${block}unix_socket_dir =\n`)
  await startProgram('pgbouncer', [...USER, config], (output) => output.includes('process up'))
  const through = new URL(database)
  through.host = `127.0.0.1:${port}`
  return through.href
}
