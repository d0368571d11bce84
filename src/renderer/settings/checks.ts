/** What a field takes. Pure; the schema of the settings has the last word in the main process. */
import { wallTimeSchema } from '../../shared/settings.ts'

export function isWallTime(text: string): boolean {
  return wallTimeSchema.safeParse(text).success
}

/** A whole number inside bounds. */
export function isWhole(text: string, min: number, max: number): boolean {
  if (!/^\d{1,6}$/.test(text.trim())) return false
  const value = Number(text)
  return value >= min && value <= max
}

/** A host name or address: no spaces, no protocol, no port. */
export function isHost(text: string): boolean {
  return /^[\w.:-]{1,253}$/.test(text) && !text.includes('://')
}

/** Why a pattern can't be read, in the engine's words; `undefined` when it can. */
export function patternProblem(text: string): string | undefined {
  if (text.length > 200) return '> 200'
  try {
    RegExp(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*: /, '') : String(error)
  }
}

/** Whether a host is this computer. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
