/**
 * The log: JSON lines, one for each problem of the collector's own. Nothing of a request but its id, route and status
 * is in it: no token, no code, no body, and no address above the level `debug`.
 */
import { fastify, type FastifyBaseLogger, type FastifyLoggerOptions } from 'fastify'

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface LogOptions {
  readonly level: LogLevel
  /** Where lines go; standard output without it. */
  readonly stream?: { write(line: string): void }
}

const MOST_TEXT = 1_000
const SECRETS = /\b(aft1|afc1)\.[\w.-]+|\bBearer\s+\S+/g

/** Cuts what is long and takes out what opens something. */
export function clean(text: string): string {
  return text.slice(0, MOST_TEXT).replaceAll(SECRETS, '[removed]')
}

export interface DescribedError {
  readonly type: string
  readonly message: string
  readonly stack: string
  readonly code?: string
  readonly cause?: DescribedError
  readonly [more: string]: unknown
}

/** An error as it is logged. Other fields stay away: those of a database can quote what was to be stored. */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'Not an error.', stack: '' }
  return {
    type: error.name,
    message: clean(error.message),
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    stack: stackOf(error.stack ?? ''),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}

/** The places, without the message, which is there already. */
function stackOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
    .slice(0, 4 * MOST_TEXT)
}

/**
 * Fastify's logger, pino, of an instance that serves nothing: an instance with a logger watches the end of every
 * answer, which costs a tenth of a batch.
 */
export function createLog(options: LogOptions): FastifyBaseLogger {
  return fastify({ logger: loggerOptions(options) }).log
}

function loggerOptions({ level, stream }: LogOptions): FastifyLoggerOptions & Record<string, unknown> {
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: {
      paths: ['authorization', 'token', 'claim', '*.authorization', '*.token', '*.claim'],
      censor: '[removed]',
    },
    ...(stream !== undefined && { stream }),
  }
}
