/** What a route gives back; server/send.ts puts it onto the wire. */
export interface Answer {
  readonly status: number
  /** Media type of the body. */
  readonly type: string
  /** Names and values by turns. */
  readonly headers: readonly string[]
  readonly body: string | AsyncIterable<string>
  /** May be sent compressed: nothing secret is in it. */
  readonly compressible?: boolean
}

const NO_HEADERS: readonly string[] = []

export function json(body: string, options?: { readonly compressible?: boolean }): Answer {
  return { status: 200, type: 'application/json', headers: NO_HEADERS, body, ...options }
}
