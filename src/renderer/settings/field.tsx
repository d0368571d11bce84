/** The frame of a setting: label and hint at the left, control at the right, below what became of a change. */
import type { ReactNode } from 'react'
import { useText } from '../ui/app.ts'
import { Icon } from '../ui/icons.tsx'
import type { SaverState } from './use-saver.ts'

export function Group({
  title,
  hint,
  children,
}: {
  readonly title: string
  readonly hint?: string
  readonly children: ReactNode
}) {
  return (
    <section className="settings-group" aria-label={title}>
      <h2>{title}</h2>
      {hint !== undefined && <p className="hint">{hint}</p>}
      <div className="settings-fields">{children}</div>
    </section>
  )
}

interface Props {
  /** Id of the control that the label belongs to; without one, `label` names a group of controls. */
  readonly control?: string
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  /** Why what stands there isn't taken. */
  readonly problem?: string | undefined
  /** Something else worth knowing. */
  readonly remark?: string | undefined
  readonly state: SaverState
  readonly children: ReactNode
}

export function Field({ control, id, label, hint, problem, remark, state, children }: Props) {
  return (
    <div className="setting">
      <div className="setting-words">
        {control === undefined ? (
          <span id={`${id}-label`} className="setting-label">
            {label}
          </span>
        ) : (
          <label id={`${id}-label`} htmlFor={control} className="setting-label">
            {label}
          </label>
        )}
        {hint !== undefined && (
          <p id={`${id}-hint`} className="hint">
            {hint}
          </p>
        )}
      </div>
      <div className="setting-control">
        <div className="setting-row">
          {children}
          <Outcome state={state} />
        </div>
        {problem !== undefined && (
          <p id={`${id}-problem`} className="setting-problem">
            {problem}
          </p>
        )}
        {remark !== undefined && <p className="setting-remark">{remark}</p>}
        <Failure state={state} />
      </div>
    </div>
  )
}

/** Ids for `aria-describedby`. */
export function describedBy(
  id: string,
  hint: string | undefined,
  problem: string | undefined,
): string | undefined {
  const ids = [hint === undefined ? [] : `${id}-hint`, problem === undefined ? [] : `${id}-problem`].flat()
  return ids.length === 0 ? undefined : ids.join(' ')
}

export function Outcome({ state }: { readonly state: SaverState }) {
  const t = useText()
  return (
    <span className="setting-outcome">
      {state.s === 'saved' && (
        <span className="done">
          <Icon name="check" /> {t('settings.saved')}
        </span>
      )}
    </span>
  )
}

export function Failure({ state }: { readonly state: SaverState }) {
  const t = useText()
  if (state.s !== 'failed') return undefined
  return <p className="setting-problem">{t(`refusal.${state.code}`)}</p>
}
