/** What the policy file says about the endpoint, and what follows from it for what is remembered. */
import { createHash, randomUUID } from 'node:crypto'

import type { MachinePolicy } from '../../shared/machine-policy.ts'
import { NO_ENDPOINT, type SyncDocument } from './document.ts'
import { parseEndpoint } from './endpoint.ts'

export type Managed =
  | { readonly wire: 'aftercall'; readonly endpoint: string; readonly code: string | undefined }
  | { readonly wire: 'cloudevents'; readonly endpoint: string; readonly token: string | undefined }

/** `undefined`: the policy file says nothing; `bad`: its address can't be used. */
export function managedBy({ sync }: MachinePolicy): Managed | 'bad' | undefined {
  if (sync === undefined) return undefined
  const parsed = parseEndpoint(withoutQuery(sync.endpoint))
  if (!parsed.ok) return 'bad'
  if (sync.wire === 'aftercall') return { wire: sync.wire, endpoint: parsed.endpoint, code: sync.code }
  // Posted to as it is written: a query or a slash at its end may matter there.
  return URL.canParse(sync.endpoint)
    ? { wire: sync.wire, endpoint: sync.endpoint, token: sync.token }
    : { wire: sync.wire, endpoint: parsed.endpoint, token: sync.token }

  function withoutQuery(address: string): string {
    return sync?.wire === 'cloudevents' ? address.replace(/[?#].*$/, '') : address
  }
}

/** What of the document changes because of the policy file; `undefined`: nothing. */
export function followPolicy(
  document: SyncDocument,
  managed: Managed | undefined,
): Partial<SyncDocument> | undefined {
  if (managed === undefined) {
    return document.wire === 'cloudevents' ? { ...NO_ENDPOINT, wire: 'aftercall' } : undefined
  }
  if (document.wire === managed.wire && document.endpoint === managed.endpoint) return undefined
  const { wire, endpoint } = managed
  if (wire === 'aftercall') return { ...NO_ENDPOINT, wire, endpoint }
  return {
    ...NO_ENDPOINT,
    wire,
    endpoint,
    connection: 'enrolled',
    deviceId: randomUUID(),
    preparation: 'resend',
  }
}

/** The policy file's code as it is remembered. */
export function codePrint(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

/** Whether the policy file's code may be used by itself. A code that was revoked or erased away isn't used again. */
export function mayEnrol({ connection, usedCode }: SyncDocument, code: string): boolean {
  switch (connection) {
    case 'none':
    case 'enrolled':
    case 'unknown':
      return true
    case 'revoked':
    case 'erased':
      return usedCode !== codePrint(code)
  }
}
