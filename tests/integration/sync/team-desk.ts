/** A lead and an agent at a real collector, each with the board of their team as the widget keeps it. */
import { TeamBoards } from '../../../src/main/team-board.ts'
import type { HttpClient } from '../../../src/main/sync/index.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { nodeHttp } from '../../support/node-http.ts'
import { Bench, MemorySecrets, SECOND } from '../../unit/sync/bench.ts'
import { RealCollector } from './support.ts'

/** A computer with what is asked of its network. */
export class Desk {
  readonly bench: Bench
  readonly asked: string[] = []
  readonly errors: unknown[] = []
  boards: TeamBoards
  /** The team window is open. */
  isOpen = false
  isOnline = true
  /** Version of the program. */
  program = '1.0.0'
  told = 0
  /** What becomes of a request, where it isn't simply sent. */
  fault: ((url: string) => ReturnType<HttpClient> | undefined) | undefined

  constructor(clock: FakeClock) {
    this.bench = new Bench({
      clock,
      folder: temporaryFolder(),
      secrets: new MemorySecrets(),
      http: (request) => {
        this.asked.push(`${request.method} ${new URL(request.url).pathname}`)
        if (!this.isOnline) return Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'))
        return this.fault?.(request.url) ?? nodeHttp(request)
      },
    })
    this.boards = this.#open()
  }

  #open(): TeamBoards {
    const { bench } = this
    const boards = new TeamBoards({
      state: bench.store.state,
      clock: bench.clock,
      random: () => 0.5,
      program: this.program,
      sync: bench.sync,
      interaction: (id) => bench.store.interactions.get(id),
      isOpen: () => this.isOpen,
      changed: () => {
        this.told += 1
      },
      onError: (error) => this.errors.push(error),
    })
    return boards
  }

  async joined(endpoint: string, code: string): Promise<this> {
    await this.bench.start()
    await this.join(endpoint, code)
    return this
  }

  async join(endpoint: string, code: string): Promise<void> {
    const result = await this.bench.sync.enrol(endpoint, code)
    if (!result.ok) throw new Error(result.code)
    this.boards.syncChanged()
    await this.pass()
  }

  /** What waits is sent. */
  async pass(ms = 10 * SECOND): Promise<void> {
    await this.bench.pass(ms, SECOND)
    this.boards.syncChanged()
  }

  async restart(): Promise<void> {
    await this.bench.restart()
    this.boards = this.#open()
    this.boards.syncChanged()
  }

  /** A rated interaction that asks for a follow-up, or tells a story. */
  async shares(answer: { readonly followUp?: string; readonly story?: string }): Promise<string> {
    const id = this.bench.rate(4)
    this.bench.store.interactions.answer(id, answer)
    this.bench.sync.recordsChanged()
    await this.pass()
    return id
  }

  /** A minute's tick, with all that it starts. */
  async tick(): Promise<void> {
    this.boards.tick()
    await this.settled()
  }

  /** The window is opened, with all that it starts. */
  async opens(): Promise<void> {
    this.isOpen = true
    void this.boards.opened()
    await this.settled()
  }

  async settled(): Promise<void> {
    while (this.boards.view().isFetching) await new Promise((resolve) => setTimeout(resolve, 2))
    await this.bench.sync.idle()
  }

  /** How often a path that ends so was asked for. */
  count(end: string): number {
    return this.asked.filter((one) => one.endsWith(end)).length
  }
}

export async function teamDesk(clock = new FakeClock('2026-11-23T12:00')) {
  const collector = await new RealCollector(() => clock.now()).start()
  const team = await collector.team('Claims')
  const lead = await new Desk(clock).joined(collector.url, await team.code('lead'))
  const agent = await new Desk(clock).joined(collector.url, await team.code('agent'))
  return { clock, collector, team, lead, agent }
}
