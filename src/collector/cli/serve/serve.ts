/** Runs the collector: starts it, says what to do next, publishes and cleans up every night, stops when it is told to. */
import type { LogLevel, LogOptions } from '../../server/log.ts'
import { createLog } from '../../server/log.ts'
import { startCollector, type RunningCollector } from '../../server/start.ts'
import type { Bench, CommonOptions } from '../command.ts'
import { defaultFolder, type Location } from '../location.ts'
import { greeting } from './greeting.ts'
import { keepObjectsYoung } from './heap.ts'
import { assertSafe, trustedProxies, type ListenOptions } from './listening.ts'
import type { Job } from './job.ts'
import { startPublishJob } from './publish-job.ts'
import { startRetentionJob } from './retention-job.ts'
import { startProblem } from './start-problem.ts'
import { listenForStop } from './stop-signals.ts'

export interface ServeOptions extends CommonOptions, ListenOptions {
  readonly port: number
  readonly logLevel: LogLevel
  readonly metricsToken?: string
}

interface ServeParts {
  readonly bench: Bench
  readonly version: string
}

type Log = ReturnType<typeof createLog>

/**
 * Resolves when it has stopped gracefully.
 * @throws CommandProblem, StoreError: why it can't start, or can't go on
 */
export async function serve(
  options: ServeOptions,
  location: Location,
  { bench, version }: ServeParts,
): Promise<void> {
  const { surroundings } = bench
  assertSafe(options)
  keepObjectsYoung()
  const logOptions: LogOptions = {
    level: options.logLevel,
    stream: { write: (line) => void surroundings.stderr.write(line) },
  }
  const log = createLog(logOptions)
  // Before anything else: a signal that comes while the database is checked is obeyed when it is open.
  const signals = listenForStop(surroundings)
  try {
    const collector = await start(options, location, logOptions, bench)
    const jobs = [startRetention(collector, log, bench), startPublishing(collector, log, bench)]
    try {
      const teams = await collector.administration.teams()
      const hasTeams = teams.length > 0
      bench.print(greeting({ address: collector.address.url, version, location, hasTeams }, surroundings))
      const signal = await Promise.race([signals.first, collector.failed])
      log.info({ signal }, 'Stopping.')
    } finally {
      await Promise.all([...jobs.map((job) => job.stop()), collector.stop()])
    }
    log.info('Stopped.')
  } finally {
    signals.off()
  }
}

async function start(
  options: ServeOptions,
  location: Location,
  log: LogOptions,
  { surroundings }: Bench,
): Promise<RunningCollector> {
  const { host, cert, key, metricsToken } = options
  try {
    return await startCollector({
      host,
      port: options.port,
      database: location.kind === 'postgres' ? location.url : undefined,
      dataFolder: location.kind === 'sqlite' ? location.folder : defaultFolder(surroundings),
      tls: cert === undefined || key === undefined ? undefined : { certFile: cert, keyFile: key },
      log,
      trustProxy: trustedProxies(options),
      // A variable that is there and empty is none.
      metricsToken: metricsToken === '' ? undefined : metricsToken,
      now: surroundings.now,
    })
  } catch (error) {
    throw startProblem(error, options)
  }
}

function startRetention({ administration }: RunningCollector, log: Log, bench: Bench): Job {
  const { now, random, after } = bench.surroundings
  return startRetentionJob({
    apply: () => administration.applyRetention(),
    onDone: (dropped) => log.info(dropped, 'Dropped what is older than the policies allow.'),
    onFailed: (error) =>
      log.error({ err: error }, 'What is older than the policies allow could not be dropped.'),
    now,
    random,
    after,
  })
}

function startPublishing({ administration }: RunningCollector, log: Log, bench: Bench): Job {
  const { now, random, after } = bench.surroundings
  return startPublishJob({
    publish: () => administration.publishDue(),
    onDone: (published) => log.info(published, 'Closed the work days that are over for long enough.'),
    onFailed: (error) =>
      log.error({ err: error }, 'Work days could not be closed; it is tried again within the hour.'),
    now,
    random,
    after,
  })
}
