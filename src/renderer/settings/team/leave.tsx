/** Leaving the team, as a setting. */
import { useId } from 'react'
import { useText } from '../../ui/app.ts'
import { LeaveTeam } from '../../ui/leave-team.tsx'
import { Field } from '../field.tsx'
import { useTeam } from './state.ts'

export function Leave({ pending, left }: { readonly pending: number; readonly left: () => void }) {
  const t = useText()
  return (
    <Field id={useId()} label={t('team.leave-label')} state={{ s: 'idle' }}>
      <LeaveTeam
        pending={pending}
        onLeft={(now) => {
          useTeam.update(() => now)
          left()
        }}
      />
    </Field>
  )
}
