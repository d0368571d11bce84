import { useEffect, useState } from 'react'
import type { RefusalCode, Result } from '../../../shared/result.ts'
import { useTeam } from './state.ts'

export type Fetched<V> = { readonly value: V } | { readonly refused: RefusalCode } | undefined

/**
 * An answer of the main process that may be another one whenever something about the sync has changed.
 * @param ask must be the same function at every render
 * @param wanted whether it is looked at
 */
export function useFetched<V>(ask: () => Promise<Result<V>>, wanted = true): Fetched<V> {
  const [answer, setAnswer] = useState<Fetched<V>>()
  useEffect(() => {
    if (!wanted) return undefined
    let isCurrent = true
    const fetch = async (): Promise<void> => {
      const result = await ask()
      if (isCurrent) setAnswer(result.ok ? { value: result.value } : { refused: result.code })
    }
    void fetch()
    const stop = useTeam.subscribe(() => void fetch())
    return () => {
      isCurrent = false
      stop()
    }
  }, [ask, wanted])
  return answer
}
