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
  /** `true`: the main process has it, on the disk or, while that refuses, in memory. */
  amend(patch: AnswerPatch): Promise<boolean>
  undo(): Promise<boolean>
  skip(): Promise<boolean>
  /** Repeats what failed. */
  readonly retry: (() => void) | undefined
}

/**
 * @param id of the interaction
 * @param onChanged is given the interaction as it is now, shows it, and tells whether it is on the disk: an answer that
 * the main process only keeps in memory isn't called saved
 */
export function useAnswers(
  id: string,
  onChanged: (interaction: InteractionView) => Promise<boolean>,
): Answers {
  const t = useText()
  const [chosen, setChosen] = useState<Rating | null>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ readonly code: RefusalCode; readonly again: () => void }>()

  const run = async (ask: () => Promise<Result<InteractionView>>, done: string): Promise<boolean> => {
    setBusy(true)
    const result = await ask()
    if (result.ok) {
      const written = await onChanged(result.value)
      setFailed(undefined)
      setChosen(null)
      announce(written ? done : t('state.not-saved'))
    } else {
      setFailed({ code: result.code, again: () => void run(ask, done) })
      announce(t(`refusal.${result.code}`))
    }
    setBusy(false)
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
