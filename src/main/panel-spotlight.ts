/** The story that the panel shows: the team's, unless the agent doesn't want to see it again today. */
import { workDaySchema, type WorkDayId } from '../shared/records.ts'
import type { Spotlight } from '../shared/wire/team.ts'
import { z } from '../shared/zod.ts'
import type { StateStore } from './store/index.ts'

export interface PanelSpotlightPorts {
  readonly state: StateStore
  /** What every widget of the team shows now. */
  readonly spotlight: () => Spotlight | null
  readonly today: () => WorkDayId
  readonly changed: () => void
  readonly onError: (error: unknown) => void
}

/** It outlives a restart, and leaves the computer never. */
const HIDDEN_STATE = 'spotlight-hidden'
const hiddenSchema = z.strictObject({ story: z.string(), on: workDaySchema })

export class PanelSpotlight {
  readonly #ports: PanelSpotlightPorts

  constructor(ports: PanelSpotlightPorts) {
    this.#ports = ports
  }

  view(): Spotlight | null {
    const shown = this.#ports.spotlight()
    return shown === null || this.#isHidden(shown.story.id) ? null : shown
  }

  /** Until the next work day, or another story. @throws what the store throws */
  hide(story: string): void {
    const { state, today, changed } = this.#ports
    state.write(HIDDEN_STATE, { story, on: today() })
    changed()
  }

  /** A disk that can't be read is no reason to show nothing of today. */
  #isHidden(story: string): boolean {
    const { state, today, onError } = this.#ports
    try {
      const hidden = state.read(HIDDEN_STATE, hiddenSchema)
      return hidden?.story === story && hidden.on === today()
    } catch (error) {
      onError(error)
      return false
    }
  }
}
