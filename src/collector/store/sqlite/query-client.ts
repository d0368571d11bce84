/** Statements and transactions in a thread, asked for from the main thread. */
import type { StoreError } from '../store.ts'
import type { Report, Request, SqlValue } from './protocol.ts'
import { fromThreadError } from '../thread/thread-error.ts'

export interface QueryAnswer {
  readonly rows: readonly unknown[]
  readonly changes: number
  readonly insertId: number | null
}

export interface QueryClient {
  /** With a `session`, within its transaction. */
  query(sql: string, parameters: readonly SqlValue[], session: number | null): Promise<QueryAnswer>
  /** Waits for its turn and begins a transaction; resolves with its session. */
  begin(): Promise<number>
  end(session: number, commit: boolean): Promise<void>
  check(): Promise<void>
  receive(report: Answer): void
  /** The thread is gone: so is everything that waits for it, and what is asked from now on. */
  fail(error: StoreError): void
}

type Answer = Extract<Report, { readonly k: 'result' | 'failed' }>

interface Waiting {
  readonly resolve: (answer: QueryAnswer) => void
  readonly reject: (error: Error) => void
}

export function createQueryClient(post: (request: Request) => void): QueryClient {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let broken: StoreError | undefined

  const ask = (requestOf: (id: number) => Request): Promise<QueryAnswer> =>
    new Promise((resolve, reject) => {
      if (broken !== undefined) {
        reject(broken)
        return
      }
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      post(requestOf(lastId))
    })

  return {
    query: (sql, parameters, session) => ask((id) => ({ k: 'query', id, session, sql, parameters })),
    async begin() {
      lastId += 1
      const session = lastId
      await ask((id) => ({ k: 'begin', id, session }))
      return session
    },
    async end(session, commit) {
      await ask((id) => ({ k: 'end', id, session, commit }))
    },
    async check() {
      await ask((id) => ({ k: 'check', id }))
    },
    receive(report) {
      const asked = waiting.get(report.id)
      waiting.delete(report.id)
      if (report.k === 'result') asked?.resolve(report)
      else asked?.reject(fromThreadError(report.error))
    },
    fail(error) {
      broken = error
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    },
  }
}
