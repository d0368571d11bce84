/** What is done to the outbox before the first batch to a new endpoint, or after an erasure. */
import { setImmediate } from 'node:timers/promises'

import { markEverything } from './comparing.ts'
import type { SyncDocument } from './document.ts'
import type { SyncStore } from './parts.ts'

/** Records in one go: a few milliseconds. */
const SLICE = 200

/** @returns whether it is done; `false`: it was called off */
export async function prepare(
  store: SyncStore,
  { preparation, erasedUpTo }: Pick<SyncDocument, 'preparation' | 'erasedUpTo'>,
  signal: AbortSignal,
): Promise<boolean> {
  switch (preparation) {
    case 'none':
      return true
    case 'forget':
      return forget(store, signal)
    case 'settle':
      store.forgetConfirmedAnew()
      return (await forget(store, signal)) && repeat(() => store.settle(SLICE), signal)
    case 'resend':
      return (await forget(store, signal)) && markEverything(store, erasedUpTo, signal)
  }
}

/** What was refused gets another try. */
export function retryRefused(store: SyncStore, signal: AbortSignal): Promise<boolean> {
  return repeat(() => store.forgetRefusals(SLICE), signal)
}

function forget(store: SyncStore, signal: AbortSignal): Promise<boolean> {
  store.forgetDifferences()
  return retryRefused(store, signal)
}

/** Until there is nothing left, with pauses for the program. */
async function repeat(step: () => number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted && step() > 0) await setImmediate()
  return !signal.aborted
}
