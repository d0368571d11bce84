/** What every part of an answer is given. */
import type { InteractionView } from '../../shared/views.ts'
import type { Answers } from './use-answers.ts'

export interface PartProps {
  readonly interaction: InteractionView
  readonly answers: Answers
  /** Answers are kept in memory because the disk refuses. */
  readonly kept: boolean
}
