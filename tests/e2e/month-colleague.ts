/** A widget without its windows: the real store and the real sync on a clock that the script moves. */
import { openStore, type Store } from '../../src/main/store/index.ts'
import { Sync } from '../../src/main/sync/index.ts'
import { dayText } from '../../src/shared/calendar.ts'
import type { FakeClock } from '../support/fake-clock.ts'
import { nodeHttp } from '../support/node-http.ts'
import type { ScriptedDay } from './month-script.ts'

const ZONE = 'Europe/Amsterdam'

export class Colleague {
  readonly folder: string
  readonly store: Store
  readonly sync: Sync
  readonly #clock: FakeClock
  #calls = 0

  constructor(folder: string, clock: FakeClock) {
    this.folder = folder
    this.#clock = clock
    this.store = openStore({ directory: folder, now: () => clock.now() })
    let secret: string | undefined
    this.sync = new Sync({
      store: this.store,
      http: nodeHttp,
      secrets: {
        persistent: true,
        load: async () => secret,
        save: async (text) => {
          secret = text
        },
        clear: async () => {
          secret = undefined
        },
      },
      clock: { now: () => clock.now(), after: (ms, job) => clock.after(ms, job) },
      random: () => 0.5,
      machinePolicy: {},
      log: { info: () => {}, warn: () => {}, error: () => {} },
      changed: () => {},
      version: '1.0.0',
    })
  }

  async join(url: string, code: string): Promise<void> {
    await this.sync.start()
    const joined = await this.sync.enrol(url, code)
    if (!joined.ok) throw new Error(`not joined: ${joined.code}`)
  }

  /** A day's interactions with their answers, and its smiley. */
  work({ day, deeds, isHappy }: ScriptedDay): void {
    const workDay = dayText(day)
    this.store.days.open(workDay, ZONE)
    for (const { rating, solved } of deeds) {
      const id = this.#end(workDay)
      if (rating === null) this.store.interactions.expire([id])
      else {
        this.store.interactions.rate(id, rating)
        this.store.interactions.answer(id, { solved })
      }
    }
    this.store.days.smile(workDay, isHappy ? 'happy' : 'sad')
    this.sync.recordsChanged()
    this.sync.daySmiled()
  }

  /** An interaction of today with something for the team. */
  share(rating: 1 | 5, words: { readonly followUp: string } | { readonly story: string }): void {
    const id = this.#end(dayText(Math.floor(this.#clock.now() / 86_400_000)))
    this.store.interactions.rate(id, rating)
    this.store.interactions.answer(id, words)
    this.sync.recordsChanged()
  }

  answerPulse(quarter: string, score: number): void {
    this.store.pulses.answer(quarter, score)
    this.sync.recordsChanged()
  }

  async close(): Promise<void> {
    await this.sync.stop()
    this.store.close()
  }

  #end(workDay: string): string {
    this.#calls += 1
    const channel = this.#calls % 3 === 0 ? 'chat' : 'voice'
    return this.store.interactions.add({
      workDay,
      timeZone: ZONE,
      externalIds: [`sip:call-${this.#calls}`],
      channel,
      queue: 'Claims',
      direction: 'inbound',
      cause: 'remote',
      endedAt: this.#clock.now(),
      trigger: 'http',
    }).id
  }
}
