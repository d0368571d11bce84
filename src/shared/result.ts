/** Refusals are values: what can be refused answers with a `Result`, never `undefined`, never an exception. */
export type Result<T, C extends string = RefusalCode> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: C; readonly detail?: string }

export type RefusalCode =
  /** The caller isn't one of our windows. */
  | 'sender'
  /** The payload doesn't match the contract; `detail` names the field. */
  | 'input'
  | 'not-found'
  /** Doesn't fit the state of things, for instance a story on an interaction that isn't rated. */
  | 'conflict'
  | 'disk-full'
  | 'read-only'
  | 'storage'
  /** Unexpected; the log knows more. */
  | 'internal'

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

export const refuse = <C extends string>(code: C, detail?: string): Result<never, C> =>
  detail === undefined ? { ok: false, code } : { ok: false, code, detail }
