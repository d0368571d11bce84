/** What a route takes and answers: the words of which document.ts makes an OpenAPI document. */
import type { ProblemCode } from '../../../shared/wire/answers.ts'
import type { SchemaName } from './schemas.ts'

export interface Operation {
  /** As the routes are written: `:teamId` stands for something. */
  readonly path: string
  readonly method: 'get' | 'post'
  readonly id: string
  readonly summary: string
  readonly description: string
  readonly tag: 'records' | 'membership' | 'own data' | 'team' | 'customers' | 'operation'
  /** Whether it is for a device with its token, for whoever has a feedback or the metrics token, or for anybody. */
  readonly access: 'device' | 'feedback' | 'metrics' | 'anybody'
  readonly query?: readonly {
    readonly name: string
    readonly schema: SchemaName
    readonly description: string
    readonly required?: true
  }[]
  /** By media type. */
  readonly body?: Readonly<Record<string, SchemaName>>
  readonly answer: {
    readonly status: 200 | 204
    readonly description: string
    readonly type?: string
    readonly schema?: SchemaName
    /** May come compressed, by Accept-Encoding. */
    readonly compressible?: boolean
  }
  /** Beyond those of every route. */
  readonly refusals: readonly ProblemCode[]
  /** Answers HEAD too. */
  readonly head?: boolean
}

/** Any route may refuse so: what isn't HTTP or too slow, a stop, a fault. */
export const COMMON_REFUSALS = [
  'invalid-request',
  'method-not-allowed',
  'request-timeout',
  'busy',
  'internal',
] as const satisfies readonly ProblemCode[]

/** What a token may be refused for. */
export const CREDENTIAL = ['unauthorized', 'revoked', 'erased', 'too-many-requests', 'storage'] as const
/** What a body may be refused for. */
export const BODY = ['body-too-large', 'unsupported-media-type'] as const
