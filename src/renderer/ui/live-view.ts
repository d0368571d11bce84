/** A view of the main process's state: fetched once, then replaced by every change that it reports. */
import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { CommandOutput, EventPayloads } from '../../shared/ipc.ts'
import type { RefusalCode, Result } from '../../shared/result.ts'
import { invoke, on } from './bridge.ts'

/** Which event tells that the answer to which command has changed. */
interface Pairs {
  'app:get': 'app:changed'
  'status:get': 'status:changed'
  'card:get': 'card:changed'
  'today:get': 'today:changed'
  'day:get': 'day:changed'
  'sync:get': 'sync:changed'
  'pulse:get': 'pulse:changed'
}
type Get = keyof Pairs

export type Loaded<V> =
  | { readonly s: 'loading' }
  | { readonly s: 'ready'; readonly view: V }
  | { readonly s: 'refused'; readonly code: RefusalCode }

export type LiveView<V> = UseBoundStore<StoreApi<{ readonly loaded: Loaded<V> }>> & {
  /** Shows a value that a command has answered with, before its event arrives. */
  readonly update: (change: (view: V) => V) => void
  /** Fetches it anew. What it shows then is the state after everything that was answered before. */
  readonly refresh: () => Promise<void>
}

/** Subscribes first and fetches then, so that no change falls between; what arrives last is shown. */
export function createLiveView<G extends Get>(
  get: G,
  event: Pairs[G],
): LiveView<CommandOutput<G> & EventPayloads[Pairs[G]]> {
  type V = CommandOutput<G> & EventPayloads[Pairs[G]]
  const store = create<{ readonly loaded: Loaded<V> }>(() => ({ loaded: { s: 'loading' } }))
  on(event, (view) => store.setState({ loaded: { s: 'ready', view } }))
  const refresh = async (): Promise<void> => {
    // The contract gives both under one name, which the compiler can't see for an open G.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const result = (await (invoke as (name: Get) => Promise<Result<unknown>>)(get)) as Result<V>
    store.setState({
      loaded: result.ok ? { s: 'ready', view: result.value } : { s: 'refused', code: result.code },
    })
  }
  void refresh()
  const update = (change: (view: V) => V): void => {
    const { loaded } = store.getState()
    if (loaded.s === 'ready') store.setState({ loaded: { s: 'ready', view: change(loaded.view) } })
  }
  return Object.assign(store, { update, refresh })
}
