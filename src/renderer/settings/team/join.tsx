/** Joining a team with an address and a code that the agent types. */
import { useId, useState, type SyntheticEvent } from 'react'
import type { EnrolProblemCode } from '../../../shared/sync.ts'
import type { TeamView } from '../../../shared/views.ts'
import { useText } from '../../ui/app.ts'
import { Field } from '../field.tsx'
import { JoinProblem } from './join-problem.tsx'
import { useJoining } from './use-joining.ts'
import { WillLeave } from './will-leave.tsx'

interface Props {
  readonly view: TeamView
  /** This computer has belonged to a team. */
  readonly again: boolean
  readonly joined: (view: TeamView) => void
}

const ABOUT_ADDRESS: ReadonlySet<EnrolProblemCode> = new Set(['bad-address', 'not-secure'])
const ABOUT_CODE: ReadonlySet<EnrolProblemCode> = new Set(['code-unknown', 'code-expired', 'code-used-up'])

export function JoinForm({ view, again, joined }: Props) {
  const t = useText()
  const { sync } = view
  const id = useId()
  const joining = useJoining(joined)
  const [endpoint, setEndpoint] = useState(sync.endpoint ?? '')
  const [code, setCode] = useState('')
  const problem = joining.state.s === 'problem' ? joining.state.code : undefined
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    void joining.join(endpoint, code)
  }
  const field = (name: string, value: string, set: (text: string) => void, isWrong: boolean) => ({
    id: `${id}-${name}`,
    name,
    type: 'text',
    required: true,
    autoComplete: 'off',
    spellCheck: false,
    value,
    'aria-invalid': isWrong,
    ...(isWrong && { 'aria-describedby': `${id}-problem` }),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      set(event.target.value)
      joining.forget()
    },
  })
  return (
    <form className="join" onSubmit={submit}>
      {!sync.managed && (
        <Field control={`${id}-endpoint`} id={`${id}-e`} label={t('team.endpoint')} state={IDLE}>
          <input
            {...field('endpoint', endpoint, setEndpoint, problem !== undefined && ABOUT_ADDRESS.has(problem))}
            inputMode="url"
            maxLength={2000}
            placeholder="https://"
          />
        </Field>
      )}
      <Field control={`${id}-code`} id={`${id}-c`} label={t('team.code')} state={IDLE}>
        <input
          {...field('code', code, setCode, problem !== undefined && ABOUT_CODE.has(problem))}
          autoCapitalize="characters"
          maxLength={100}
        />
      </Field>
      <WillLeave view={view} />
      <JoinProblem id={`${id}-problem`} state={joining.state} />
      <div className="join-buttons">
        <button type="submit" className="primary" aria-disabled={joining.state.s === 'busy'}>
          {t(joining.state.s === 'busy' ? 'team.joining' : again ? 'team.join-again' : 'team.join')}
        </button>
      </div>
    </form>
  )
}

const IDLE = { s: 'idle' } as const
