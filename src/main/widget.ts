/**
 * The widget: wires records, triggers, prompting and the desktop together; part of the composition root. It decides
 * nothing that one of them could decide.
 */
import type { Pause, WindowName } from '../shared/ipc.ts'
import {
  chooseLanguage,
  createTranslator,
  type MessageKey,
  type Translator,
} from '../shared/messages/index.ts'
import { RATINGS, type Rating } from '../shared/records.ts'
import { DEFAULT_SETTINGS, settingsSchema, type Settings, type SettingsPatch } from '../shared/settings.ts'
import type {
  AppView,
  CardView,
  DaySummary,
  DayView,
  Notice,
  SavingState,
  StatusView,
  SummaryView,
  TodayView,
} from '../shared/views.ts'
import { addDays, lastScheduledDays, workDayStart } from '../shared/work-day.ts'
import { z } from '../shared/zod.ts'
import { Desktop, type DesktopOptions } from './desktop/desktop.ts'
import type { Log } from './desktop/log.ts'
import { renderTray, type TrayAction } from './desktop/tray-menu.ts'
import { DayReminder } from './prompting/day-reminder.ts'
import { KeptBook } from './prompting/kept-book.ts'
import { KeptDays } from './prompting/kept-days.ts'
import { Prompter, type Clock } from './prompting/prompter.ts'
import { toCardView, toDayView, toTodayView, type DayParts } from './prompting/views.ts'
import { WriteQueue } from './prompting/write-queue.ts'
import type { Store, StoreNotice } from './store/index.ts'
import { Triggers } from './triggers-wiring.ts'

export interface WidgetParts {
  readonly store: Store
  readonly desktop: DesktopOptions
  readonly clock: Clock
  readonly newId: () => string
  readonly dataFolder: string
  readonly log: Log
}

/** One cheap tick for everything that time brings: no long timers, which sleep and clock changes break. */
const TICK_MS = 60_000
/** While the disk refuses, how often it is tried again. */
const RETRY_MS = 5_000
/** How long a shutdown is held up for the day question. */
const SHUTDOWN_MS = 15_000
const SUMMARY_DAYS = 30

const pauseSchema = z.strictObject({ pausedUntil: z.int().nullable() })

export class Widget {
  readonly book: KeptBook
  readonly prompter: Prompter
  readonly reminder: DayReminder
  readonly windows: Desktop['windows']
  readonly #parts: WidgetParts
  readonly #desktop: Desktop
  readonly #days: KeptDays
  readonly #queue: WriteQueue
  readonly #triggers: Triggers
  #settings: Settings
  #translator: Translator
  #takenShortcuts: readonly string[] = []
  #hasTray = true
  #quitting = false
  #publishing = false
  #retrying = false
  #stopped = false
  #ticker: NodeJS.Timeout | undefined

  constructor(parts: WidgetParts) {
    const { store, clock, newId, log } = parts
    this.#parts = parts
    this.#desktop = new Desktop(parts.desktop, {
      trayAction: (action) => this.#perform(action),
      windowClosed: (name) => this.#windowClosed(name),
      windowTitle: (name) => this.#translator.t(WINDOW_TITLES[name]),
      wokeUp: () => this.#tick(),
      shuttingDown: () => this.#shuttingDown(),
    })
    this.windows = this.#desktop.windows
    this.#settings = store.state.read('settings', settingsSchema) ?? DEFAULT_SETTINGS
    this.#translator = this.#translate()
    this.#queue = new WriteQueue(() => this.#keptChanged())
    this.book = new KeptBook(store.interactions, this.#queue)
    this.#days = new KeptDays(store.days, this.#queue)
    const settings = () => this.#settings
    const changed = () => this.#publish()
    this.prompter = new Prompter({
      book: this.book,
      clock,
      newId,
      settings,
      changed,
      doNotDisturb: () => this.#desktop.doNotDisturb(),
      isKept: () => this.#queue.problem !== undefined,
      screen: {
        show: () => this.#showCard(),
        hide: () => this.#hideCard(),
      },
    })
    this.reminder = new DayReminder({
      days: this.#days,
      workedOn: (day) => this.book.ofWorkDay(day).length > 0,
      clock,
      settings,
      changed,
      disturbs: async () => this.prompter.card !== undefined || (await this.prompter.disturbs()),
      screen: { show: () => this.windows.showInactive('day') },
    })
    this.#triggers = new Triggers({
      dataFolder: parts.dataFolder,
      settings,
      clock,
      log,
      prompter: this.prompter,
      openPanel: () => this.openWindow('panel'),
      changed,
    })
  }

  /** Starts everything. Nothing opens a window but what is due. */
  async start(): Promise<void> {
    const { store, log } = this.#parts
    this.#applySettings()
    this.prompter.start(store.state.read('pause', pauseSchema)?.pausedUntil ?? null)
    this.#tick()
    this.#ticker = setInterval(() => this.#tick(), TICK_MS)
    await this.#triggers.start()
    log.info(`started ${this.#desktop.version()}`)
  }

  /** Stops what holds ports and files. Durability doesn't depend on it. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#ticker)
    this.prompter.stop()
    await this.#triggers.stop()
    this.#desktop.dispose()
    this.#parts.store.close()
  }

  /**
   * A start of the app while it runs, or its own command line: reports an interaction, or opens the panel.
   * @param quietly don't open the panel when the command line asks for nothing
   */
  commandLine(argv: readonly string[], quietly: boolean): void {
    if (!this.#triggers.commandLine(argv) && !quietly) this.openWindow('panel')
  }

  /** An `aftercall://` link. */
  link(address: string): void {
    this.#triggers.link(address)
  }

  appView(): AppView {
    const { language, locale } = this.#translator
    return {
      language,
      locale,
      timeZone: this.#parts.clock.timeZone(),
      version: this.#desktop.version(),
      platform: process.platform,
      dataFolder: this.#parts.dataFolder,
      settings: this.#settings,
    }
  }

  statusView(): StatusView {
    const today = this.reminder.today()
    const day = this.#days.get(today)
    return {
      waiting: this.book.waiting().filter(({ workDay }) => workDay === today).length,
      holds: this.prompter.holds(),
      pausedUntil: this.prompter.pausedUntil,
      dayDone: day !== undefined && day.smiley !== null,
      notices: this.#notices(),
      triggers: this.#triggers.states(),
    }
  }

  cardView(): CardView {
    return toCardView(this.prompter.card, this.book, this.#saving())
  }

  dayView(): DayView {
    return { ...toDayView(this.#dayParts(), this.#quitting), saving: this.#saving() }
  }

  todayView(): TodayView {
    return toTodayView(this.#dayParts())
  }

  summaryView(): SummaryView {
    const today = this.reminder.today()
    const scheduled = lastScheduledDays(today, SUMMARY_DAYS, this.#settings.workWeekdays)
    const from = scheduled[0] ?? addDays(today, -SUMMARY_DAYS)
    const known = new Map(this.#parts.store.summary.days(from, today).map((day) => [day.workDay, day]))
    const days = [...new Set([...scheduled, ...known.keys()])].sort().slice(-SUMMARY_DAYS)
    return { today, days: days.map((workDay) => known.get(workDay) ?? { ...EMPTY_DAY, workDay }) }
  }

  changeSettings(patch: SettingsPatch): AppView {
    const settings = settingsSchema.parse({ ...this.#settings, ...patch })
    this.#parts.store.state.write('settings', settings)
    this.#settings = settings
    this.#applySettings()
    this.#triggers.configure().catch((error: unknown) => this.#parts.log.error('triggers', error))
    this.prompter.tick()
    return this.appView()
  }

  pause(pause: Pause): void {
    const until = this.#pauseEnd(pause)
    this.prompter.pause(until)
    this.#queue.attempt(() => this.#parts.store.state.write('pause', { pausedUntil: until }))
  }

  requestPrompt(): void {
    this.#triggers.request()
  }

  openWindow(name: WindowName): void {
    if (name === 'prompt') this.prompter.showWaiting()
    else this.windows.show(name)
  }

  closeWindow(name: WindowName): void {
    if (name === 'prompt') this.prompter.closeCard()
    else {
      this.windows.close(name)
      this.#windowClosed(name)
    }
  }

  fitHeight(name: WindowName, height: number): void {
    if (name === 'prompt' || name === 'day') this.windows.setHeight(name, height)
  }

  showDataFolder(): void {
    this.#desktop.showFolder(this.#parts.dataFolder)
  }

  /** The agent wants to quit: the day is asked about first, once, and kept answers aren't dropped silently. */
  quit(): void {
    if (!this.#quitting && this.reminder.askBeforeQuit()) {
      this.#quitting = true
      this.windows.show('day')
      return
    }
    void this.#quitUnlessKept()
  }

  async #quitUnlessKept(): Promise<void> {
    if (this.#queue.problem !== undefined && !this.#queue.flush()) {
      const { t } = this.#translator
      const answer = await this.#desktop.ask(t('native.quit-kept'), [
        t('native.stay'),
        t('native.quit-anyway'),
      ])
      if (answer === 0) {
        this.#quitting = false
        return
      }
    }
    this.#desktop.quit()
  }

  #shuttingDown(): boolean {
    if (!this.reminder.askBeforeQuit()) return false
    this.#quitting = true
    this.windows.show('day')
    this.#parts.clock.after(SHUTDOWN_MS, () => this.#desktop.quit())
    return true
  }

  #tick(): void {
    this.#guard('flush', () => this.#queue.flush())
    this.#guard('tick', () => this.prompter.tick())
    this.reminder.evaluate().catch((error: unknown) => this.#parts.log.error('day question failed', error))
    this.#triggers.wake()
    this.#parts.store.backUpIfDue().catch((error: unknown) => this.#parts.log.error('backup failed', error))
  }

  /** Nothing that goes wrong in a background job may end the widget. */
  #guard(what: string, job: () => void): void {
    try {
      job()
    } catch (error) {
      this.#parts.log.error(`${what} failed`, error)
    }
  }

  #showCard(): void {
    this.windows.showInactive('prompt')
    const modifier = this.#settings.shortcuts.rateModifier
    if (modifier === '') return
    this.#desktop.shortcuts.set(
      'rate',
      RATINGS.map((rating) => [`${modifier}+${rating}`, () => this.#rateFirst(rating)]),
    )
  }

  #hideCard(): void {
    this.windows.close('prompt')
    this.#desktop.shortcuts.clear('rate')
  }

  /** A key without the focus rates the first interaction of the card that still waits. */
  #rateFirst(rating: Rating): void {
    const id = this.prompter.card?.ids.find((one) => this.book.get(one)?.outcome === null)
    if (id === undefined) return
    this.#guard('rating by key', () => {
      this.book.rate(id, rating)
      this.prompter.answersChanged()
    })
  }

  #windowClosed(name: WindowName): void {
    if (name === 'prompt') this.prompter.closeCard()
    if (name === 'day' && this.#quitting) void this.#quitUnlessKept()
  }

  #perform(action: TrayAction): void {
    switch (action.do) {
      case 'open':
        return this.openWindow(action.window)
      case 'rate':
        return this.requestPrompt()
      case 'show-waiting':
        return this.prompter.showWaiting()
      case 'pause':
        return this.pause(action.pause)
      case 'quit':
        return this.quit()
    }
  }

  #pauseEnd(pause: Pause): number | null {
    const { clock } = this.#parts
    switch (pause) {
      case '30-minutes':
        return clock.now() + 30 * 60_000
      case '1-hour':
        return clock.now() + 60 * 60_000
      case 'tomorrow':
        return workDayStart(addDays(this.reminder.today(), 1), clock.timeZone(), this.#settings.shift)
      case 'off':
        return null
    }
  }

  #applySettings(): void {
    const { shortcuts, theme, launchAtLogin } = this.#settings
    this.#translator = this.#translate()
    this.#desktop.setTheme(theme)
    this.#desktop.setLaunchAtLogin(launchAtLogin)
    this.#takenShortcuts = this.#desktop.shortcuts.set('app', [
      [shortcuts.openPanel, () => this.openWindow('panel')],
      [shortcuts.rateInteraction, () => this.requestPrompt()],
    ])
    this.#publish()
  }

  #translate(): Translator {
    const { language, locale } = chooseLanguage(this.#settings.language, this.#desktop.languages())
    return createTranslator(language, locale, this.#parts.clock.timeZone())
  }

  #notices(): Notice[] {
    const { problem } = this.#queue
    return [
      ...this.#parts.store.notices.flatMap(toNotice),
      ...(problem === undefined ? [] : [{ code: problem, values: {} }]),
      ...this.#takenShortcuts.map((accelerator) => ({
        code: 'shortcut-taken' as const,
        values: { accelerator },
      })),
      ...(this.#hasTray ? [] : [{ code: 'no-tray' as const, values: {} }]),
    ]
  }

  #saving(): SavingState {
    const { problem } = this.#queue
    return problem === undefined ? { s: 'idle' } : { s: 'kept', code: problem }
  }

  #dayParts(): DayParts {
    return { book: this.book, days: this.#days, reminder: this.reminder, faces: this.#settings.dayFaces }
  }

  #keptChanged(): void {
    const { problem } = this.#queue
    // What the card shows as kept is saved now, and may go away.
    if (problem === undefined) this.prompter.answersChanged()
    else if (!this.#retrying) {
      this.#parts.log.warn(`answers are kept in memory: ${problem}`)
      this.#retryLater()
    }
    this.#publish()
  }

  #retryLater(): void {
    this.#retrying = true
    this.#parts.clock.after(RETRY_MS, () => {
      this.#retrying = false
      if (this.#stopped) return
      this.#guard('flush', () => this.#queue.flush())
      if (this.#queue.problem !== undefined) this.#retryLater()
    })
  }

  /** Draws the tray and tells the windows, once for however many changes come together. */
  #publish(): void {
    if (this.#publishing) return
    this.#publishing = true
    queueMicrotask(() => {
      this.#publishing = false
      if (!this.#stopped) this.#guard('publish', () => this.#draw())
    })
  }

  #draw(): void {
    const status = this.statusView()
    this.#hasTray = this.#desktop.drawTray(renderTray(status, this.#translator))
    const open = this.windows.names()
    if (open.length === 0) return
    const app = this.appView()
    for (const name of open) {
      this.windows.send(name, 'app:changed', app)
      this.windows.send(name, 'status:changed', status)
      if (name === 'prompt') this.windows.send(name, 'card:changed', this.cardView())
      if (name === 'day') this.windows.send(name, 'day:changed', this.dayView())
      if (name === 'panel' || name === 'summary') this.windows.send(name, 'today:changed', this.todayView())
    }
  }
}

/** What the agent should know of how the store was opened. */
function toNotice(notice: StoreNotice): Notice[] {
  switch (notice.code) {
    case 'unclean-end-checked':
      // Checked and whole: nothing the agent could do or should worry about.
      return []
    case 'recovered': {
      const { backupFrom, salvaged, unreadable } = notice
      const values = { salvaged, unreadable, movedTo: notice.movedTo ?? 'none' }
      return backupFrom === null
        ? [{ code: 'started-empty', values }]
        : [{ code: 'recovered-from-backup', values: { ...values, date: backupFrom } }]
    }
  }
}

const WINDOW_TITLES = {
  prompt: 'window.prompt',
  day: 'window.day',
  panel: 'window.panel',
  summary: 'window.summary',
  settings: 'window.settings',
} as const satisfies Record<WindowName, MessageKey>

const EMPTY_DAY: Omit<DaySummary, 'workDay'> = {
  ended: 0,
  rated: 0,
  skipped: 0,
  expired: 0,
  waiting: 0,
  ratings: [0, 0, 0, 0, 0],
  solvedYes: 0,
  solvedNo: 0,
  smiley: null,
}
