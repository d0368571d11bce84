import { useText } from '../../ui/app.ts'
import { Problem } from '../../ui/problem.tsx'
import type { Joining } from './use-joining.ts'

/** Why joining did not work. */
export function JoinProblem({ id, state }: { readonly id?: string; readonly state: Joining }) {
  const t = useText()
  if (state.s === 'refused') return <Problem code={state.code} />
  if (state.s !== 'problem') return undefined
  return (
    <p {...(id !== undefined && { id })} className="setting-problem">
      {t(`enrol-problem.${state.code}`)}
    </p>
  )
}
