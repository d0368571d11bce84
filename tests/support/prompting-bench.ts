/** Prompting on a real store and a clock that the test moves; only the screen and the system's answers are made up. */
import { onTestFinished } from 'vitest'
import type { EndedInteraction } from '../../src/main/prompting/hub/index.ts'
import { DayReminder } from '../../src/main/prompting/day-reminder.ts'
import { KeptBook } from '../../src/main/prompting/kept-book.ts'
import { KeptDays } from '../../src/main/prompting/kept-days.ts'
import { Prompter } from '../../src/main/prompting/prompter.ts'
import { WriteQueue } from '../../src/main/prompting/write-queue.ts'
import { createUuidV7, openStore, type Store } from '../../src/main/store/index.ts'
import type { Interaction } from '../../src/shared/records.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/settings.ts'
import { FakeClock } from './fake-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'

export class PromptingBench {
  readonly folder: string
  readonly clock: FakeClock
  readonly store: Store
  readonly queue: WriteQueue
  readonly book: KeptBook
  readonly days: KeptDays
  readonly prompter: Prompter
  readonly reminder: DayReminder
  settings: Settings
  doNotDisturb = false
  /** How often the card's window was shown. */
  shown = 0
  cardUp = false
  /** A window was made ahead of its card. */
  prepared = false
  dayAsked = 0

  constructor(
    start = '2026-11-23T10:00',
    options: { settings?: Partial<Settings>; zone?: string; folder?: string } = {},
  ) {
    this.folder = options.folder ?? temporaryFolder()
    this.clock = new FakeClock(start, options.zone)
    this.settings = { ...DEFAULT_SETTINGS, ...options.settings }
    const { clock } = this
    this.store = openStore({ directory: this.folder, now: () => clock.now() })
    onTestFinished(() => this.store.close())
    this.queue = new WriteQueue(() => {})
    this.book = new KeptBook(this.store.interactions, this.queue)
    this.days = new KeptDays(this.store.days, this.queue)
    const settings = () => this.settings
    const changed = () => {}
    this.prompter = new Prompter({
      book: this.book,
      clock,
      newId: createUuidV7(() => clock.now()),
      settings,
      changed,
      doNotDisturb: () => Promise.resolve(this.doNotDisturb),
      isKept: () => this.queue.problem !== undefined,
      screen: {
        show: () => {
          this.shown += this.cardUp ? 0 : 1
          this.cardUp = true
        },
        hide: () => {
          this.cardUp = false
          this.prepared = false
        },
        prepare: () => {
          this.prepared = true
        },
      },
    })
    this.reminder = new DayReminder({
      days: this.days,
      workedOn: (day) => this.book.ofWorkDay(day).length > 0,
      clock,
      settings,
      changed,
      disturbs: async () => this.prompter.card !== undefined || (await this.prompter.disturbs()),
      screen: {
        show: () => {
          this.dayAsked += 1
        },
      },
    })
  }

  #keys = 0
  /** An interaction ends now; resolves when the prompter has decided. Returns its record. */
  async ends(about: Partial<EndedInteraction> = {}): Promise<Interaction> {
    this.#keys += 1
    const before = new Set(this.book.waiting().map(({ id }) => id))
    this.prompter.ended({
      key: `k${this.#keys}`,
      ids: [`sip:${this.#keys}`],
      channel: 'voice',
      direction: 'inbound',
      cause: 'remote',
      endedAt: this.clock.now(),
      adapters: ['http'],
      onRequest: false,
      ...about,
    })
    await settled()
    const added = this.book.waiting().find(({ id }) => !before.has(id))
    if (added === undefined) throw new Error('nothing was added')
    return added
  }

  /** Time passes in minutes, as the widget sees it: a tick each. */
  async minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      this.clock.pass(60_000)
      this.prompter.tick()
      await this.reminder.evaluate()
      await settled()
    }
  }
}

/** Lets promises that are kept already run their course. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
