/** Draws the tray and tells the windows, once for however many changes come together; part of the composition root. */
import type { Translator } from '../shared/messages/index.ts'
import { isInTeam, isNoteworthy } from '../shared/sync-line.ts'
import type { SyncView } from '../shared/sync.ts'
import { renderTray, type TrayLook } from './desktop/tray-menu.ts'
import type { Windows } from './desktop/windows.ts'
import type { Clock } from './prompting/prompter.ts'
import type { Pulse } from './prompting/pulse.ts'
import type { TeamBoards } from './team-board.ts'
import type { Team } from './team-wiring.ts'
import type { Views } from './views.ts'

export interface PublisherParts {
  readonly views: Views
  readonly team: Team
  readonly board: TeamBoards
  readonly pulse: Pulse
  readonly windows: Windows
  readonly clock: Clock
  readonly translator: () => Translator
  /** Returns whether there is a tray. */
  readonly drawTray: (look: TrayLook) => boolean
  readonly onError: (error: unknown) => void
}

export class Publisher {
  readonly #parts: PublisherParts
  #hasTray = true
  #isDue = false
  #isTrayDue = false
  /** The tray shows a sync that somebody might look into. */
  #trayWarns = false
  /** The tray has the way to the team's window. */
  #trayHasTeam = false
  /** The tray shows something about the sync that has passed since. */
  #isTrayOld = false
  #isBoardDue = false
  #stopped = false

  constructor(parts: PublisherParts) {
    this.#parts = parts
  }

  get hasTray(): boolean {
    return this.#hasTray
  }

  /** Something has changed that tray or windows show. */
  publish(): void {
    this.#isTrayDue = true
    this.#schedule()
  }

  /**
   * The sync says something else. Every redraw of the tray closes its menu on Linux: that what was on its way has
   * arrived can wait until something else changes, or for the tick.
   */
  syncChanged(sync: SyncView): void {
    const isOtherMenu = isInTeam(sync) !== this.#trayHasTeam
    if (isOtherMenu || isNoteworthy(sync) || this.#trayWarns) this.#isTrayDue = true
    else this.#isTrayOld = true
    this.#schedule()
  }

  /** What is shown of the team has changed; the tray shows nothing of it. */
  boardChanged(): void {
    this.#isBoardDue = true
    this.#schedule()
  }

  /** Once a minute. */
  tick(): void {
    if (this.#isTrayOld) this.publish()
  }

  stop(): void {
    this.#stopped = true
  }

  #schedule(): void {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      if (this.#stopped) return
      try {
        this.#draw()
      } catch (error) {
        this.#parts.onError(error)
      }
    })
  }

  #draw(): void {
    const { views, windows, team, board, pulse, translator, clock, drawTray } = this.#parts
    const status = views.status()
    if (this.#isTrayDue) {
      this.#isTrayDue = false
      this.#isTrayOld = false
      this.#trayWarns = isNoteworthy(status.sync)
      this.#trayHasTeam = isInTeam(status.sync)
      this.#hasTray = drawTray(renderTray(status, translator(), clock.now()))
    }
    const isBoardDue = this.#isBoardDue
    this.#isBoardDue = false
    const open = windows.names()
    if (open.length === 0) return
    const app = views.app()
    for (const name of open) {
      windows.send(name, 'app:changed', app)
      windows.send(name, 'status:changed', status)
      if (name === 'prompt') windows.send(name, 'card:changed', views.card())
      if (name === 'day') windows.send(name, 'day:changed', views.day())
      if (name === 'day' || name === 'panel') windows.send(name, 'pulse:changed', pulse.view())
      // Long lists: sent when they are others, not whenever something is.
      if (name === 'team' && isBoardDue) windows.send(name, 'team:changed', board.view())
      if (name === 'settings') windows.send(name, 'sync:changed', team.view())
      if (name === 'panel' || name === 'summary') windows.send(name, 'today:changed', views.today())
    }
  }
}
