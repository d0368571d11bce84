/**
 * Whatever the stand-in does not have must fail loudly and by name: a call that silently does nothing would
 * let a test pass that fails on the real thing.
 */
import { EventEmitter } from 'node:events'
// Also brings the global namespace `Electron`, whose types all modules here are held against.
import type { Event as ElectronEvent } from 'electron'

/** Names that languages and tools look up on any object, to learn what it is. */
const ASKED_OF_ANYTHING = new Set(['then', 'toJSON', '__esModule', 'asymmetricMatch', '$$typeof', 'nodeType'])

/** Throws the one error of this stand-in. */
export function notImplemented(what: string): never {
  throw new Error(`electron stand-in: ${what} is not implemented`)
}

function refuseUnknown<T extends object>(name: string, base: T): T {
  return new Proxy(base, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || ASKED_OF_ANYTHING.has(key)) {
        return Reflect.get(target, key, receiver)
      }
      return notImplemented(`${name}.${key}`)
    },
  })
}

/**
 * The same object, but reading a member that it does not have throws "<name>.<member> is not implemented".
 */
export function strict<T extends object>(name: string, api: T): T {
  return Object.setPrototypeOf(api, refuseUnknown(name, Object.prototype)) as T
}

/**
 * A base class for Electron's event emitters. The refusal sits at the end of the prototype chain, so private
 * fields and overriding (a test's recorder replaces methods) work as in any class.
 */
export function strictEmitter(name: string): typeof EventEmitter {
  class Emitter extends EventEmitter {}
  Object.setPrototypeOf(Emitter.prototype, refuseUnknown(name, EventEmitter.prototype))
  Object.setPrototypeOf(Emitter, refuseUnknown(name, EventEmitter))
  return Emitter as typeof EventEmitter
}

/** Electron's own type of a thing, of which we have a part; listening to events is Node's. */
export type PartOf<Real, NotAsThere extends string = never> = Partial<
  Omit<Real, keyof EventEmitter | NotAsThere>
>

/** A whole module that is missing: even looking at it says so. */
export function absent(name: string): object {
  return strict(name, {})
}

/** Electron's event object with `preventDefault`, and whatever the event says besides. */
export function makeEvent<T extends object>(details?: T): T & ElectronEvent {
  const event = {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
    ...details,
  }
  return event as unknown as T & ElectronEvent
}
