/**
 * The widget: wires records, triggers, prompting and the desktop together; part of the composition root. It decides
 * nothing that one of them could decide.
 */
import type { CsvOptions } from '../shared/csv.ts'
import type { CommandInput, Pause, WindowName } from '../shared/ipc.ts'
import {
  chooseLanguage,
  createTranslator,
  type MessageKey,
  type Translator,
} from '../shared/messages/index.ts'
import { RATINGS } from '../shared/lists.ts'
import type { ExportOutcome } from '../shared/own-view.ts'
import { workDaySchema, type Rating } from '../shared/records.ts'
import { DEFAULT_SETTINGS, settingsSchema, type Settings, type SettingsPatch } from '../shared/settings.ts'
import type { AppView } from '../shared/views.ts'
import { addDays, workDayStart } from '../shared/work-day.ts'
import { z } from '../shared/zod.ts'
import { Desktop, type DesktopOptions } from './desktop/desktop.ts'
import type { Log } from './desktop/log.ts'
import { erasePageStorage } from './desktop/page-storage.ts'
import type { TrayAction } from './desktop/tray-menu.ts'
import { DayReminder } from './prompting/day-reminder.ts'
import { KeptBook } from './prompting/kept-book.ts'
import { KeptDays } from './prompting/kept-days.ts'
import { Prompter, type Clock } from './prompting/prompter.ts'
import { Pulse } from './prompting/pulse.ts'
import { WriteQueue } from './prompting/write-queue.ts'
import { KeptRetry } from './kept-retry.ts'
import type { ReadPolicy } from './machine-policy.ts'
import { OwnData } from './own-data.ts'
import { Publisher } from './publisher.ts'
import { Quitting } from './quitting.ts'
import { reportingDays, reportingInteractions } from './reporting-books.ts'
import type { Store } from './store/index.ts'
import { TeamBoards } from './team-board.ts'
import { exportTeam } from './team-export.ts'
import { Team } from './team-wiring.ts'
import { Triggers } from './triggers-wiring.ts'
import { Views } from './views.ts'

export interface WidgetParts {
  readonly store: Store
  readonly desktop: DesktopOptions
  readonly clock: Clock
  readonly newId: () => string
  readonly dataFolder: string
  readonly policy: ReadPolicy
  readonly log: Log
}

/** One cheap tick for everything that time brings: no long timers, which sleep and clock changes break. */
const TICK_MS = 60_000

const pauseSchema = z.strictObject({ pausedUntil: z.int().nullable() })
const pulseSchema = z.strictObject({ putOffOn: workDaySchema })

export class Widget {
  readonly book: KeptBook
  readonly prompter: Prompter
  readonly reminder: DayReminder
  readonly windows: Desktop['windows']
  readonly views: Views
  readonly team: Team
  readonly board: TeamBoards
  readonly own: OwnData
  readonly pulse: Pulse
  readonly #parts: WidgetParts
  readonly #desktop: Desktop
  readonly #days: KeptDays
  readonly #queue: WriteQueue
  readonly #triggers: Triggers
  readonly #publisher: Publisher
  readonly #quitting: Quitting
  readonly #retry: KeptRetry
  #settings: Settings
  #translator: Translator
  #takenShortcuts: readonly string[] = []
  #ticker: NodeJS.Timeout | undefined

  constructor(parts: WidgetParts) {
    const { store, clock, newId, log } = parts
    this.#parts = parts
    this.#desktop = new Desktop(parts.desktop, {
      trayAction: (action) => this.#perform(action),
      windowClosed: (name) => this.#windowClosed(name),
      windowTitle: (name) => this.#translator.t(WINDOW_TITLES[name]),
      wokeUp: () => {
        this.team.woke()
        this.#tick()
      },
      shuttingDown: () => this.#quitting.shuttingDown(),
    })
    this.windows = this.#desktop.windows
    this.#settings = store.state.read('settings', settingsSchema) ?? DEFAULT_SETTINGS
    this.#translator = this.#translate()
    this.#queue = new WriteQueue(() => this.#keptChanged())
    this.#retry = new KeptRetry({
      queue: this.#queue,
      clock,
      onError: (error) => log.error('flush failed', error),
    })
    const written = () => this.team.recordsChanged()
    this.book = new KeptBook(reportingInteractions(store.interactions, written), this.#queue)
    this.#days = new KeptDays(
      reportingDays(store.days, { written, smiled: () => this.team.daySmiled() }),
      this.#queue,
    )
    const settings = () => this.#settings
    const changed = () => this.#publisher.publish()
    this.team = new Team({
      ...this.#desktop.network(parts.dataFolder),
      store,
      clock,
      policy: parts.policy,
      log,
      version: this.#desktop.version(),
      ask: () => this.openWindow('settings'),
      changed: () => {
        this.board.syncChanged()
        this.#publisher.syncChanged(this.team.status())
      },
    })
    this.board = new TeamBoards({
      state: store.state,
      clock,
      random: Math.random,
      program: this.#desktop.version(),
      sync: this.team.sync,
      interaction: (id) => this.book.get(id),
      isOpen: () => this.windows.names().includes('team'),
      changed: () => this.#publisher.boardChanged(),
      onError: (error) => log.error('team board', error),
    })
    const words = (key: MessageKey) => this.#translator.t(key)
    this.own = new OwnData({
      store,
      sync: this.team.sync,
      clock,
      program: this.#desktop.version(),
      askWhereTo: (from, question) => this.windows.askWhereTo(from, question),
      words,
      csv: () => this.#csv(),
      isWritten: () => this.#queue.flush(),
      erased: (from) => this.#erased(from),
      onError: (error) => log.error('own data', error),
    })
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
        prepare: () => this.windows.prepare('prompt'),
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
    this.#quitting = new Quitting({
      reminder: this.reminder,
      queue: this.#queue,
      clock,
      translator: () => this.#translator,
      hasUnsent: () => this.team.hasUnsent(),
      showDay: () => this.windows.show('day'),
      ask: (message, buttons) => this.#desktop.ask(message, buttons),
      quit: () => this.#desktop.quit(),
    })
    this.pulse = new Pulse({
      pulses: store.pulses,
      today: () => this.reminder.today(),
      hasTeam: () => this.team.hasTeam(),
      threshold: () => this.team.sync.threshold,
      hasSmiled: (day) => (this.#days.get(day)?.smiley ?? null) !== null,
      putOff: {
        read: () => store.state.read('pulse', pulseSchema)?.putOffOn,
        write: (putOffOn) => store.state.write('pulse', { putOffOn }),
      },
      written,
      changed,
    })
    this.#triggers = new Triggers({
      dataFolder: parts.dataFolder,
      settings,
      clock,
      log,
      prompter: this.prompter,
      open: (window) => this.openWindow(window),
      invite: (invitation) => this.team.invite(invitation),
      changed,
    })
    this.views = new Views({
      store,
      clock,
      settings,
      dataFolder: parts.dataFolder,
      version: this.#desktop.version(),
      book: this.book,
      days: this.#days,
      prompter: this.prompter,
      reminder: this.reminder,
      triggers: this.#triggers,
      team: this.team,
      board: this.board,
      translator: () => this.#translator,
      state: () => ({
        problem: this.#queue.problem,
        quitting: this.#quitting.isUnderWay,
        takenShortcuts: this.#takenShortcuts,
        hasTray: this.#publisher.hasTray,
      }),
    })
    this.#publisher = new Publisher({
      views: this.views,
      team: this.team,
      board: this.board,
      pulse: this.pulse,
      windows: this.windows,
      clock,
      translator: () => this.#translator,
      drawTray: (look) => this.#desktop.drawTray(look),
      onError: (error) => log.error('publish failed', error),
    })
  }

  /** Starts everything. Nothing opens a window but what is due. */
  async start(): Promise<void> {
    const { store, log } = this.#parts
    this.#applySettings()
    this.prompter.start(store.state.read('pause', pauseSchema)?.pausedUntil ?? null)
    this.#tick()
    this.#ticker = setInterval(() => this.#tick(), TICK_MS)
    this.team.start()
    await this.#triggers.start()
    log.info(`started ${this.#desktop.version()}`)
  }

  /** Stops what holds ports and files. Durability doesn't depend on it. */
  async stop(): Promise<void> {
    this.#retry.stop()
    this.#publisher.stop()
    clearInterval(this.#ticker)
    this.prompter.stop()
    await this.#triggers.stop()
    this.#desktop.dispose()
    await this.team.stop()
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

  changeSettings(patch: SettingsPatch): AppView {
    const settings = settingsSchema.parse({ ...this.#settings, ...patch })
    this.#parts.store.state.write('settings', settings)
    this.#settings = settings
    this.#applySettings()
    this.#triggers.configure().catch((error: unknown) => this.#parts.log.error('triggers', error))
    this.prompter.tick()
    return this.views.app()
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

  exportTeam(asked: CommandInput<'team:export'>, from: WindowName): Promise<ExportOutcome> {
    const { clock, log } = this.#parts
    return exportTeam(
      {
        board: () => this.board.view(),
        windows: this.windows,
        clock,
        words: (key) => this.#translator.t(key),
        csv: () => this.#csv(),
        onError: (error) => log.error('team export', error),
      },
      asked,
      from,
    )
  }

  /** Nothing that was erased may be shown, sent or written down again. */
  async #erased(from: WindowName): Promise<void> {
    this.windows.discardAllBut(from)
    this.#queue.drop()
    this.board.erased()
    this.prompter.answersChanged()
    this.#publisher.publish()
    await erasePageStorage(this.#parts.dataFolder)
  }

  /** Spreadsheets of languages that write 3,5 want a semicolon between fields. */
  #csv(): CsvOptions {
    return { bom: true, separator: this.#translator.language === 'nl' ? ';' : ',' }
  }

  /** The agent wants to quit: the day is asked about first, once, and kept answers aren't dropped silently. */
  quit(): void {
    this.#quitting.quit()
  }

  #tick(): void {
    this.#guard('flush', () => this.#queue.flush())
    this.#guard('tick', () => this.prompter.tick())
    this.reminder.evaluate().catch((error: unknown) => this.#parts.log.error('day question failed', error))
    this.#triggers.wake()
    this.#guard('sync', () => this.team.tick())
    this.#guard('team board', () => this.board.tick())
    this.#publisher.tick()
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
    if (name === 'day') {
      // Asked at most once a day: who closes the window has been asked.
      this.#guard('pulse', () => this.pulse.later())
      this.#quitting.dayClosed()
    }
    // An invitation that isn't looked at any more must not come up at another time.
    if (name === 'settings') this.team.dismiss()
    if (name === 'team') this.board.closed()
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
    this.#publisher.publish()
  }

  #translate(): Translator {
    const { language, locale } = chooseLanguage(this.#settings.language, this.#desktop.languages())
    return createTranslator(language, locale, this.#parts.clock.timeZone())
  }

  #keptChanged(): void {
    const { problem } = this.#queue
    // What the card shows as kept is saved now, and may go away.
    if (problem === undefined) this.prompter.answersChanged()
    else if (!this.#retry.isRunning) {
      this.#parts.log.warn(`answers are kept in memory: ${problem}`)
      this.#retry.start()
    }
    this.#publisher.publish()
  }
}

const WINDOW_TITLES = {
  prompt: 'window.prompt',
  day: 'window.day',
  panel: 'window.panel',
  summary: 'window.summary',
  team: 'window.team',
  settings: 'window.settings',
} as const satisfies Record<WindowName, MessageKey>
