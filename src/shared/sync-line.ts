/** The state of the sync in one line, the same in tray, panel and settings. */
import type { MessageKey, MessageValues } from './messages/index.ts'
import type { SyncConnection, SyncView } from './sync.ts'

type Words = (key: MessageKey, values?: MessageValues) => string

/** Until then a time of day says enough about since when something waits. */
const TODAY_MS = 12 * 60 * 60 * 1000

/** Connections on which nothing is sent until a person does something. */
export function needsCode(connection: SyncConnection): boolean {
  return connection !== 'none' && connection !== 'enrolled'
}

/** In a team of a collector, perhaps one that can't be reached or must be joined anew: there is a team to look at. */
export function isInTeam({ connection, wire }: Pick<SyncView, 'connection' | 'wire'>): boolean {
  return wire === 'aftercall' && HAS_TEAM[connection]
}

/** Who was shut out, or has erased everything, is in no team. */
const HAS_TEAM = {
  none: false,
  enrolled: true,
  revoked: false,
  unknown: true,
  erased: false,
  'token-lost': true,
} as const satisfies Record<SyncConnection, boolean>

/** Whether the line says something that a person might want to look into. */
export function isNoteworthy({ connection, pending, problem, refused }: SyncView): boolean {
  return needsCode(connection) || refused > 0 || (pending > 0 && problem !== null)
}

/**
 * "All sent", "12 waiting since 09:40, no network", "3 refused"; `undefined` while nothing leaves this computer anyway.
 * @param now epoch ms
 */
export function syncLine(sync: SyncView, t: Words, now: number): string | undefined {
  const { connection, refused } = sync
  if (connection === 'none') return undefined
  const parts = [sendingWords(sync, t, now), refused > 0 ? t('sync-line.refused', { refused }) : undefined]
  return parts.filter((part) => part !== undefined).join(', ')
}

/** Refused entries aren't sent: beside them only what still has to be said counts. */
function sendingWords(sync: SyncView, t: Words, now: number): string | undefined {
  const { connection, pending, problem, waitingSince, refused } = sync
  if (connection === 'erased') return t('sync-line.erased')
  if (needsCode(connection)) return t('sync-line.needs-code', { pending })
  if (pending === 0) return refused > 0 ? undefined : t('sync-line.sent')
  if (problem === null || waitingSince === null) return t('sync-line.sending', { pending })
  const isLong = now - waitingSince >= TODAY_MS
  const why = t(`sync-problem.${problem}`)
  return t(isLong ? 'sync-line.waiting-long' : 'sync-line.waiting', { pending, since: waitingSince, why })
}
