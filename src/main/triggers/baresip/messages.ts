/** What baresip says over ctrl_tcp: events, and the answer to `listcalls`, which is text made for people. */
import { z } from '../../../shared/zod.ts'

/** Loose: other versions say more. */
const eventSchema = z.object({
  event: z.literal(true),
  type: z.string(),
  direction: z.enum(['incoming', 'outgoing']).optional().catch(undefined),
  peeruri: z.string().optional().catch(undefined),
  id: z.string().max(200).optional().catch(undefined),
  param: z.string().optional().catch(undefined),
})
export type BaresipEvent = z.infer<typeof eventSchema>

const responseSchema = z.object({
  response: z.literal(true),
  data: z.string().optional().catch(undefined),
  token: z.string().optional().catch(undefined),
})
export type BaresipResponse = z.infer<typeof responseSchema>

/** A call in progress. It has no Call-ID there. */
export interface ListedCall {
  readonly elapsedMs: number
  readonly established: boolean
  readonly peer: string
}

export type BaresipMessage =
  | { readonly kind: 'event'; readonly event: BaresipEvent }
  | { readonly kind: 'response'; readonly response: BaresipResponse }
  | { readonly kind: 'other' }

/** Reads a frame. `undefined`: not JSON, so whoever sent it isn't baresip. */
export function readMessage(frame: string): BaresipMessage | undefined {
  let value: unknown
  try {
    value = JSON.parse(frame)
  } catch {
    return undefined
  }
  const event = eventSchema.safeParse(value)
  if (event.success) return { kind: 'event', event: event.data }
  const response = responseSchema.safeParse(value)
  return response.success ? { kind: 'response', response: response.data } : { kind: 'other' }
}

/** Whether the text is a list of calls; an empty one is. */
export const isCallList = (text: string): boolean => text.includes('Active calls')

/** Reads `> [line 1]  0:00:01  ESTABLISHED  (on hold)  sip:customer@host`. Lines that look otherwise are left out. */
export function readCallList(text: string): ListedCall[] {
  return text.split('\n').flatMap((line) => {
    const match = /\[line \d+\]\s+(\d+):(\d\d):(\d\d)\s+([A-Z]+)\s+(?:\(on hold\)\s+)?(\S+)/.exec(line)
    if (match === null) return []
    const [, hours, minutes, seconds, state, peer = ''] = match
    const elapsedMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
    return [{ elapsedMs, established: state === 'ESTABLISHED', peer }]
  })
}
