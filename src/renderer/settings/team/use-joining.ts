/** Joining a team: one attempt at a time, and why it did not work. */
import { useState } from 'react'
import type { RefusalCode } from '../../../shared/result.ts'
import type { EnrolProblemCode } from '../../../shared/sync.ts'
import type { TeamView } from '../../../shared/views.ts'
import { announce } from '../../ui/announcer.tsx'
import { useText } from '../../ui/app.ts'
import { invoke } from '../../ui/bridge.ts'
import { useTeam } from './state.ts'

export type Joining =
  | { readonly s: 'idle' | 'busy' }
  | { readonly s: 'problem'; readonly code: EnrolProblemCode }
  | { readonly s: 'refused'; readonly code: RefusalCode }

export interface Joiner {
  readonly state: Joining
  readonly join: (endpoint: string, code: string) => Promise<void>
  /** The problem is being mended. */
  readonly forget: () => void
}

export function useJoining(joined: (view: TeamView) => void): Joiner {
  const t = useText()
  const [state, setState] = useState<Joining>({ s: 'idle' })
  const join = async (endpoint: string, code: string): Promise<void> => {
    if (state.s === 'busy') return
    setState({ s: 'busy' })
    announce(t('team.joining'))
    const result = await invoke('sync:enrol', { endpoint, code })
    if (!result.ok) {
      setState({ s: 'refused', code: result.code })
      announce(t(`refusal.${result.code}`))
    } else if (result.value.joined) {
      const { view } = result.value
      setState({ s: 'idle' })
      useTeam.update(() => view)
      joined(view)
    } else {
      const { problem } = result.value
      setState({ s: 'problem', code: problem })
      announce(t(`enrol-problem.${problem}`))
    }
  }
  const forget = (): void => setState((now) => (now.s === 'busy' ? now : { s: 'idle' }))
  return { state, join, forget }
}
