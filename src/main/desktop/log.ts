/** The log for support: one file in the data folder, without anything about customers or answers. */
import log from 'electron-log/node'
import { join } from 'node:path'

export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string, error?: unknown): void
}

const MAX_BYTES = 1_000_000

/** Opens `logs/aftercall.log` under the data folder; one older file is kept beside it. */
export function openLog(dataFolder: string): Log {
  log.transports.file.resolvePathFn = () => join(dataFolder, 'logs', 'aftercall.log')
  log.transports.file.maxSize = MAX_BYTES
  log.transports.file.level = 'info'
  log.transports.console.level = 'warn'
  // Whoever started it from a terminal reads a sentence; the trace is in the file.
  log.hooks.push((message, transport) =>
    transport === log.transports.console
      ? { ...message, data: message.data.map((part: unknown) => String(part).split('\n')[0]) }
      : message,
  )
  return {
    info: (message) => log.info(redact(message)),
    warn: (message) => log.warn(redact(message)),
    error: (message, error) =>
      log.error(redact(error === undefined ? message : `${message}: ${describe(error)}`)),
  }
}

/** Phone numbers, addresses of a call and tokens have no place in a log. */
export function redact(text: string): string {
  return text
    .replace(/\b(sips?|tel|mailto):[^\s"'>)]+/gi, '$1:…')
    .replace(/\baf[tc]1\.[\w.-]+/g, '…')
    .replace(/\b[0-9a-f]{32,}\b/gi, '…')
    .replace(/(?<![\w.:-])\+?\d[\d ()/-]{6,}\d(?![\w.:-])/g, '…')
    .replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '…')
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
