/** The smiley of one day, and what became of it. */
import { useState } from 'react'
import type { Smiley, WorkDayId } from '../../shared/records.ts'
import type { RefusalCode, Result } from '../../shared/result.ts'
import type { DayView } from '../../shared/views.ts'
import { announce } from './announcer.tsx'
import { useText } from './app.ts'
import { invoke } from './bridge.ts'

export interface Smile {
  /** The face that was chosen and isn't known to be written. */
  readonly chosen: Smiley | null
  readonly problem: RefusalCode | undefined
  readonly retry: (() => void) | undefined
  smile(smiley: Smiley): Promise<void>
  undo(): Promise<void>
}

export function useSmile(workDay: WorkDayId, onChanged: (view: DayView) => void): Smile {
  const t = useText()
  const [chosen, setChosen] = useState<Smiley | null>(null)
  const [failed, setFailed] = useState<{ readonly code: RefusalCode; readonly again: () => void }>()

  const run = async (ask: () => Promise<Result<DayView>>, done: string): Promise<void> => {
    const result = await ask()
    if (result.ok) {
      setFailed(undefined)
      setChosen(null)
      onChanged(result.value)
      announce(result.value.saving?.s === 'kept' ? t('state.not-saved') : done)
    } else {
      setFailed({ code: result.code, again: () => void run(ask, done) })
      announce(t(`refusal.${result.code}`))
    }
  }

  return {
    chosen,
    problem: failed?.code,
    retry: failed?.again,
    smile: (smiley) => {
      setChosen(smiley)
      return run(
        () => invoke('day:smile', { workDay, smiley }),
        `${t('state.saved')}: ${t(`smiley.${smiley}`)}`,
      )
    },
    undo: () => run(() => invoke('day:undo', { workDay }), t('action.undo')),
  }
}
