/** Who works through the list: typed once, and remembered on this computer for this window. */
import { useState } from 'react'
import { TEAM_LIMITS } from '../../shared/wire/limits.ts'

const KEY = 'team.done-by'

interface DoneBy {
  readonly doneBy: string
  readonly setDoneBy: (text: string) => void
  /** Longest text. */
  readonly most: number
}

export function useDoneBy(): DoneBy {
  const [doneBy, setDoneBy] = useState(() => localStorage.getItem(KEY) ?? '')
  return {
    doneBy,
    setDoneBy: (text) => {
      setDoneBy(text)
      localStorage.setItem(KEY, text)
    },
    most: TEAM_LIMITS.doneBy,
  }
}
