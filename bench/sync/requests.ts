/** What a load generator is told, and the bytes that it sends. */
import { BATCH_MEDIA_TYPE, ROUTES } from '../../src/shared/wire/limits.ts'
import { z } from '../../src/shared/zod.ts'

/** A device as enrol-child.ts says it. */
export const deviceSchema = z.object({ token: z.string(), deviceId: z.string() })
export type Device = z.infer<typeof deviceSchema>

/** The message that starts a load generator. */
export const startSchema = z.object({ devices: z.array(deviceSchema) })

interface RequestOptions {
  readonly path?: string
  /** More lines of the head. */
  readonly headers?: readonly string[]
}

/** A whole request that sends events, as bytes. */
export function requestOf(
  token: string,
  events: readonly unknown[],
  { path = ROUTES.events, headers = [] }: RequestOptions = {},
): Buffer {
  const body = JSON.stringify(events)
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    ...headers,
    `content-type: ${BATCH_MEDIA_TYPE}`,
    `authorization: Bearer ${token}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ].join('\r\n')
  return Buffer.from(`${head}\r\n\r\n${body}`)
}
