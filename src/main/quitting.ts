/**
 * How the widget ends: the day is asked about first, once; kept answers aren't dropped silently; what waits to be sent
 * gets a last attempt. Part of the composition root.
 */
import type { Translator } from '../shared/messages/index.ts'
import type { DayReminder } from './prompting/day-reminder.ts'
import type { Clock } from './prompting/prompter.ts'
import type { WriteQueue } from './prompting/write-queue.ts'

export interface QuittingParts {
  readonly reminder: Pick<DayReminder, 'askBeforeQuit'>
  readonly queue: Pick<WriteQueue, 'problem' | 'flush'>
  readonly clock: Pick<Clock, 'after'>
  readonly translator: () => Translator
  /** Whether anything hasn't reached the team's collector. */
  readonly hasUnsent: () => boolean
  readonly showDay: () => void
  /** Asks with a native dialog, the safe button first; returns the button's index. */
  readonly ask: (message: string, buttons: readonly string[]) => Promise<number>
  /** Ends the program, in order. */
  readonly quit: () => void
}

/** How long a shutdown is held up for the day question. */
const SHUTDOWN_MS = 15_000

export class Quitting {
  readonly #parts: QuittingParts
  #isUnderWay = false

  constructor(parts: QuittingParts) {
    this.#parts = parts
  }

  /** Whether the widget ends as soon as the day question is answered or closed. */
  get isUnderWay(): boolean {
    return this.#isUnderWay
  }

  /** The agent wants to quit. */
  quit(): void {
    if (!this.#isUnderWay && this.#asksForTheDay()) return
    void this.#quitUnlessKept()
  }

  /** The day question has been closed, answered or not. */
  dayClosed(): void {
    if (this.#isUnderWay) void this.#quitUnlessKept()
  }

  /** The computer shuts down. Returns whether it should be delayed for a moment. */
  shuttingDown(): boolean {
    const { hasUnsent, clock, quit } = this.#parts
    if (this.#asksForTheDay()) {
      clock.after(SHUTDOWN_MS, quit)
      return true
    }
    if (!hasUnsent()) return false
    // To quit in order gives what waits a last attempt.
    quit()
    return true
  }

  #asksForTheDay(): boolean {
    if (!this.#parts.reminder.askBeforeQuit()) return false
    this.#isUnderWay = true
    this.#parts.showDay()
    return true
  }

  async #quitUnlessKept(): Promise<void> {
    const { queue, translator, ask, quit } = this.#parts
    if (queue.problem !== undefined && !queue.flush()) {
      const { t } = translator()
      const answer = await ask(t('native.quit-kept'), [t('native.stay'), t('native.quit-anyway')])
      if (answer === 0) {
        this.#isUnderWay = false
        return
      }
    }
    quit()
  }
}
