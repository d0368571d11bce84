/** The list to work through. One state at a time; arrow keys lead from one to the next. */
import { useRef, useState, type KeyboardEvent } from 'react'
import { FOLLOW_UP_STATE_NAMES, followUpsBy } from '../../shared/team-figures/follow-ups.ts'
import type { FollowUpsAnswer, FollowUpState } from '../../shared/wire/team.ts'
import { moveBy, isTextField } from '../ui/keys.ts'
import { useText } from '../ui/app.ts'
import { Choice } from './choice.tsx'
import { FollowUpItem } from './follow-up-item.tsx'
import { useDoneBy } from './use-done-by.ts'

export function FollowUps({ answer }: { readonly answer: FollowUpsAnswer }) {
  const t = useText()
  const [state, setState] = useState<FollowUpState>('open')
  const { doneBy, setDoneBy, most } = useDoneBy()
  const list = useRef<HTMLUListElement>(null)
  const by = followUpsBy(answer.followUps)
  const shown = by[state]

  const items = (): HTMLElement[] => [
    ...(list.current?.querySelectorAll<HTMLElement>(':scope > li > article') ?? []),
  ]
  const move = (event: KeyboardEvent): void => {
    if (isTextField(event.target)) return
    const all = items()
    const at = all.findIndex((item) => item.contains(document.activeElement))
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight' || at === -1) return
    const next = moveBy(event.key, at, all.length)
    if (next === undefined) return
    event.preventDefault()
    all[next]?.focus()
  }
  /** What was dealt with leaves the list: the focus goes to what takes its place, else to the list itself. */
  const settled = (at: number): void => {
    requestAnimationFrame(() => {
      const all = items()
      const next = all[Math.min(at, all.length - 1)] ?? list.current
      next?.focus()
    })
  }

  return (
    <>
      <p className="lead-words">{t('board.follow-ups-hint')}</p>
      <div className="section-head">
        <Choice
          label={t('board.follow-ups-state')}
          options={FOLLOW_UP_STATE_NAMES.map((value) => ({
            value,
            name: t(`board.follow-ups-${value}`, { n: by[value].length }),
          }))}
          value={state}
          choose={setState}
        />
        <div className="field">
          <label htmlFor="done-by">{t('board.follow-ups-by')}</label>
          <input
            id="done-by"
            type="text"
            autoComplete="off"
            maxLength={most}
            value={doneBy}
            aria-describedby="done-by-hint"
            onChange={(event) => setDoneBy(event.target.value)}
          />
          <span id="done-by-hint" className="hint">
            {t('board.follow-ups-by-hint')}
          </span>
        </div>
      </div>
      {shown.length === 0 && <p className="empty">{t(`board.follow-ups-none-${state}`)}</p>}
      {/* The keys are an addition: every item and its buttons are reached with Tab too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul
        ref={list}
        className="follow-ups"
        tabIndex={-1}
        onKeyDown={move}
        aria-label={t('board.tab-follow-ups')}
      >
        {shown.map((followUp, at) => (
          <li key={followUp.id}>
            <FollowUpItem followUp={followUp} doneBy={doneBy} settled={() => settled(at)} />
          </li>
        ))}
      </ul>
      {answer.more > 0 && <p className="hint">{t('board.follow-ups-more', { more: answer.more })}</p>}
    </>
  )
}
