/**
 * The widget: wires records, triggers, prompting and the desktop together; part of the composition root. It decides
 * nothing that one of them could decide.
 */
import type { Pause, WindowName } from '../shared/ipc.ts'
import type { MessageKey } from '../shared/messages/index.ts'
import type { SettingsPatch } from '../shared/settings.ts'
import type { AppView } from '../shared/views.ts'
import { Desktop, type DesktopOptions } from './desktop/desktop.ts'
import type { Log } from './desktop/log.ts'
import { erasePageStorage } from './desktop/page-storage.ts'
import type { TrayAction } from './desktop/tray-menu.ts'
import type { Clock } from './prompting/prompter.ts'
import type { ReadPolicy } from './machine-policy.ts'
import { createOwnAndTeam, type OwnAndTeam } from './own-and-team.ts'
import { Preferences } from './preferences.ts'
import { Pausing } from './pausing.ts'
import { createPrompting, type Prompting } from './prompting-wiring.ts'
import { Publisher } from './publisher.ts'
import { Quitting } from './quitting.ts'
import type { Store } from './store/index.ts'
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

export class Widget {
  readonly book: Prompting['book']
  readonly prompter: Prompting['prompter']
  readonly reminder: Prompting['reminder']
  readonly windows: Desktop['windows']
  readonly views: Views
  readonly team: OwnAndTeam['team']
  readonly board: OwnAndTeam['board']
  readonly own: OwnAndTeam['own']
  readonly pulse: OwnAndTeam['pulse']
  readonly spotlight: OwnAndTeam['spotlight']
  readonly exportTeam: OwnAndTeam['exportTeam']
  readonly #parts: WidgetParts
  readonly #desktop: Desktop
  readonly #triggers: Triggers
  readonly #publisher: Publisher
  readonly #quitting: Quitting
  readonly #prompting: Prompting
  readonly #pausing: Pausing
  readonly #preferences: Preferences
  #takenShortcuts: readonly string[] = []
  #ticker: NodeJS.Timeout | undefined

  constructor(parts: WidgetParts) {
    const { store, clock, log } = parts
    this.#parts = parts
    this.#desktop = new Desktop(parts.desktop, {
      trayAction: (action) => this.#perform(action),
      windowClosed: (name) => this.#windowClosed(name),
      windowTitle: (name) => this.#preferences.words(WINDOW_TITLES[name]),
      wokeUp: () => {
        this.team.woke()
        this.#tick()
      },
      shuttingDown: () => this.#quitting.shuttingDown(),
    })
    this.windows = this.#desktop.windows
    const preferences = new Preferences({
      state: store.state,
      languages: () => this.#desktop.languages(),
      timeZone: () => clock.timeZone(),
    })
    this.#preferences = preferences
    const settings = () => preferences.settings
    const translator = () => preferences.translator
    const changed = () => this.#publisher.publish()
    const prompting = createPrompting({
      ...parts,
      desktop: this.#desktop,
      settings,
      written: () => this.team.recordsChanged(),
      smiled: () => this.team.daySmiled(),
      changed,
    })
    const { book, days, queue, prompter, reminder } = prompting
    this.#prompting = prompting
    this.book = book
    this.prompter = prompter
    this.reminder = reminder
    this.#pausing = new Pausing({ state: store.state, clock, settings, prompter, reminder, queue })
    const { team, board, own, pulse, spotlight, exportTeam } = createOwnAndTeam({
      ...parts,
      desktop: this.#desktop,
      preferences,
      book,
      days,
      today: () => reminder.today(),
      ask: () => this.openWindow('settings'),
      isWritten: () => queue.flush(),
      erased: (from) => this.#erased(from),
      changed,
      syncChanged: () => this.#publisher.syncChanged(this.team.status()),
      boardChanged: () => this.#publisher.boardChanged(),
    })
    this.team = team
    this.board = board
    this.own = own
    this.pulse = pulse
    this.spotlight = spotlight
    this.exportTeam = exportTeam
    this.#quitting = new Quitting({
      reminder,
      queue,
      clock,
      translator,
      hasUnsent: () => team.hasUnsent(),
      showDay: () => this.windows.show('day'),
      ask: (message, buttons) => this.#desktop.ask(message, buttons),
      quit: () => this.#desktop.quit(),
    })
    this.#triggers = new Triggers({
      ...parts,
      settings,
      prompter,
      open: (window) => this.openWindow(window),
      invite: (invitation) => team.invite(invitation),
      changed,
    })
    this.views = new Views({
      ...parts,
      settings,
      version: this.#desktop.version(),
      book,
      days,
      prompter,
      reminder,
      triggers: this.#triggers,
      team,
      spotlight,
      translator,
      state: () => ({
        problem: queue.problem,
        quitting: this.#quitting.isUnderWay,
        takenShortcuts: this.#takenShortcuts,
        hasTray: this.#publisher.hasTray,
      }),
    })
    this.#publisher = new Publisher({
      views: this.views,
      team,
      board,
      pulse,
      windows: this.windows,
      clock,
      translator,
      drawTray: (look) => this.#desktop.drawTray(look),
      onError: (error) => log.error('publish failed', error),
    })
  }

  /** Starts everything. Nothing opens a window but what is due. */
  async start(): Promise<void> {
    const { log } = this.#parts
    this.#applySettings()
    this.prompter.start(this.#pausing.kept)
    this.#tick()
    this.#ticker = setInterval(() => this.#tick(), TICK_MS)
    this.team.start()
    await this.#triggers.start()
    log.info(`started ${this.#desktop.version()}`)
  }

  /** Stops what holds ports and files. Durability doesn't depend on it. */
  async stop(): Promise<void> {
    this.#prompting.retry.stop()
    this.#publisher.stop()
    clearInterval(this.#ticker)
    this.prompter.stop()
    await this.#triggers.stop()
    this.#desktop.dispose()
    await this.team.stop()
    await this.board.stop()
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
    this.#preferences.change(patch)
    this.#applySettings()
    this.#triggers.configure().catch((error: unknown) => this.#parts.log.error('triggers', error))
    this.prompter.tick()
    return this.views.app()
  }

  pause(pause: Pause): void {
    this.#pausing.set(pause)
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

  /** Nothing that was erased may be shown, sent or written down again. */
  async #erased(from: WindowName): Promise<void> {
    this.windows.discardAllBut(from)
    this.#prompting.queue.drop()
    this.board.erased()
    this.prompter.answersChanged()
    this.#publisher.publish()
    await erasePageStorage(this.#parts.dataFolder)
  }

  /** The agent wants to quit: the day is asked about first, once, and kept answers aren't dropped silently. */
  quit(): void {
    this.#quitting.quit()
  }

  #tick(): void {
    this.#guard('flush', () => this.#prompting.queue.flush())
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

  #applySettings(): void {
    const { shortcuts, theme, launchAtLogin } = this.#preferences.settings
    this.#desktop.setTheme(theme)
    this.#desktop.setLaunchAtLogin(launchAtLogin)
    this.#takenShortcuts = this.#desktop.shortcuts.set('app', [
      [shortcuts.openPanel, () => this.openWindow('panel')],
      [shortcuts.rateInteraction, () => this.requestPrompt()],
    ])
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
