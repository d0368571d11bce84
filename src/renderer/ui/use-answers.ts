/** What an agent does with one interaction, and what became of it. */
import { useState } from 'react'
import type { AnswerPatch, Rating } from '../../shared/records.ts'
import type { RefusalCode, Result } from '../../shared/result.ts'
import type { InteractionView } from '../../shared/views.ts'
import { announce } from './announcer.tsx'
import { useText } from './app.ts'
import { invoke } from './bridge.ts'

export interface Answers {
  /** The face that was chosen and isn't known to be written. */
  readonly chosen: Rating | null
  readonly busy: boolean
  /** Why the last attempt failed. */
  readonly problem: RefusalCode | undefined
  rate(rating: Rating): Promise<boolean>
  amend(patch: AnswerPatch): Promise<boolean>
  undo(): Promise<boolean>
  skip(): Promise<boolean>
  /** Repeats what failed. */
  readonly retry: (() => void) | undefined
}

/**
 * @param id of the interaction
 * @param onChanged is given the interaction as the main process has written it
 */
export function useAnswers(id: string, onChanged: (interaction: InteractionView) => void): Answers {
  const t = useText()
  const [chosen, setChosen] = useState<Rating | null>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ readonly code: RefusalCode; readonly again: () => void }>()

  const run = async (ask: () => Promise<Result<InteractionView>>, done: string): Promise<boolean> => {
    setBusy(true)
    const result = await ask()
    setBusy(false)
    if (result.ok) {
      setFailed(undefined)
      setChosen(null)
      onChanged(result.value)
      announce(done)
    } else {
      setFailed({ code: result.code, again: () => void run(ask, done) })
      announce(t(`refusal.${result.code}`))
    }
    return result.ok
  }

  return {
    chosen,
    busy,
    problem: failed?.code,
    retry: failed?.again,
    rate: (rating) => {
      setChosen(rating)
      return run(
        () => invoke('interaction:rate', { id, rating }),
        `${t('state.saved')}: ${t(`rating.${rating}`)}`,
      )
    },
    amend: (patch) => run(() => invoke('interaction:amend', { id, patch }), t('state.saved')),
    undo: () => run(() => invoke('interaction:undo', { id }), t('action.undo')),
    skip: () => run(() => invoke('interaction:skip', { id }), t('outcome.skipped')),
  }
}
