/** What an answer does to an interaction, as pure functions: the store writes the same changes as SQL. */
import type { AnswerPatch, Interaction, Rating } from '../../shared/records.ts'
import type { NewInteraction } from './book.ts'

const UNANSWERED = { rating: null, solved: null, reasons: [], followUp: null, story: null } as const

export const waiting = (interaction: NewInteraction): Interaction => ({
  ...interaction,
  ...UNANSWERED,
  reasons: [],
  revision: 0,
  syncedRevision: 0,
  deleted: false,
  promptedAt: null,
  outcome: null,
  note: null,
})

export const rated = (interaction: Interaction, rating: Rating): Interaction =>
  raised({ ...interaction, outcome: 'rated', rating })

export const answered = (interaction: Interaction, patch: AnswerPatch): Interaction =>
  raised({
    ...interaction,
    ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
  })

/** Undo: the private note stays, what others could see goes. */
export const withdrawn = (interaction: Interaction): Interaction =>
  raised({ ...interaction, ...UNANSWERED, reasons: [], outcome: null })

export const skipped = (interaction: Interaction): Interaction =>
  raised({ ...interaction, ...UNANSWERED, reasons: [], outcome: 'skipped' })

export const expired = (interaction: Interaction): Interaction =>
  raised({ ...interaction, outcome: 'expired' })

function raised(interaction: Interaction): Interaction {
  return { ...interaction, revision: interaction.revision + 1 }
}
