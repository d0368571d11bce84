/** A real collector in a process of its own, with a clock that the script of the month sets. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from '../../src/shared/zod.ts'

export const monthRequestSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('clock'), at: z.int() }),
  z.strictObject({ ask: z.literal('team'), name: z.string() }),
  z.strictObject({
    ask: z.literal('code'),
    code: z.strictObject({ teamId: z.string(), role: z.enum(['agent', 'lead']), seats: z.int() }),
  }),
  z.strictObject({ ask: z.literal('publish') }),
  z.strictObject({ ask: z.literal('statistics') }),
  z.strictObject({ ask: z.literal('verify') }),
])
type MonthRequest = z.infer<typeof monthRequestSchema>

const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), answer: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
])

export class MonthCollector {
  readonly url: string
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.url = url
  }

  static async start(folder: string): Promise<MonthCollector> {
    // Without what Playwright adds to its own processes.
    const child = fork(join(import.meta.dirname, 'month-collector-child.ts'), [folder], { execArgv: [] })
    const { url } = z.object({ url: z.string() }).parse(await replyOf(child))
    return new MonthCollector(child, url)
  }

  /** One request at a time. */
  async ask(request: MonthRequest): Promise<unknown> {
    const reply = replyOf(this.#child)
    this.#child.send(request)
    return reply
  }

  async team(name: string): Promise<string> {
    return z.object({ id: z.string() }).parse(await this.ask({ ask: 'team', name })).id
  }

  async code(teamId: string, role: 'agent' | 'lead', seats: number): Promise<string> {
    const answer = await this.ask({ ask: 'code', code: { teamId, role, seats } })
    return z.object({ code: z.string() }).parse(answer).code
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.disconnect()
    await exit
  }
}

async function replyOf(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController()
  const [message] = await Promise.race([
    once(child, 'message', { signal: ended.signal }),
    once(child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error('the collector has ended')
    }),
  ]).finally(() => ended.abort())
  const reply = replySchema.parse(message)
  if (!reply.ok) throw new Error(reply.error)
  return reply.answer
}
