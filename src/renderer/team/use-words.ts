import { useMemo } from 'react'
import { useApp } from '../ui/app.ts'
import { useBoardFormats } from './board-formats.ts'
import type { Words } from './words.ts'

/** What figures are put into words with. */
export function useWords(): Words {
  const { translator, formats } = useApp()
  const board = useBoardFormats()
  return useMemo(() => ({ t: translator.t, formats, board }), [translator, formats, board])
}
