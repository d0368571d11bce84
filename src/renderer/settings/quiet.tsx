import { useId, useState } from 'react'
import type { Settings, TimeSpan } from '../../shared/settings.ts'
import { useText } from '../ui/app.ts'
import { Icon } from '../ui/icons.tsx'
import { isWallTime } from './checks.ts'
import { Failure, Group, Outcome } from './field.tsx'
import { Switch } from './inputs.tsx'
import { useSaver } from './use-saver.ts'

/** As many as the settings take. */
const MOST = 8
const LUNCH: TimeSpan = { start: '12:00', end: '12:30' }

export function Quiet({ settings }: { readonly settings: Settings }) {
  const t = useText()
  return (
    <Group title={t('settings.quiet')}>
      <QuietTimes spans={settings.quietTimes} />
      <Switch
        name="holdInDoNotDisturb"
        label={t('settings.dnd')}
        hint={t('settings.dnd-hint')}
        checked={settings.holdInDoNotDisturb}
        change={(holdInDoNotDisturb) => () => ({ holdInDoNotDisturb })}
      />
    </Group>
  )
}

function QuietTimes({ spans }: { readonly spans: readonly TimeSpan[] }) {
  const t = useText()
  const id = useId()
  const saver = useSaver()
  const replace = (at: number, span: TimeSpan): void =>
    void saver.save(({ quietTimes }) => ({ quietTimes: quietTimes.with(at, span) }))
  const remove = (at: number): void =>
    void saver.save(({ quietTimes }) => ({ quietTimes: quietTimes.toSpliced(at, 1) }))
  const add = (): void =>
    void saver.save(({ quietTimes }) => ({ quietTimes: [...quietTimes, LUNCH].slice(0, MOST) }))
  return (
    <fieldset className="setting" aria-labelledby={`${id}-label`}>
      <div className="setting-words">
        <span id={`${id}-label`} className="setting-label">
          {t('settings.quiet-times')}
        </span>
        <p className="hint">{t('settings.quiet-hint')}</p>
      </div>
      <div className="setting-control spans">
        {spans.map((span, at) => (
          <Span
            // Spans have no id of their own, and their times change while they are typed.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            number={at + 1}
            span={span}
            onChange={(now) => replace(at, now)}
            onRemove={() => remove(at)}
          />
        ))}
        {spans.length < MOST && (
          <button type="button" className="secondary" onClick={add}>
            <Icon name="plus" /> {t('settings.quiet-add')}
          </button>
        )}
        <Outcome state={saver.state} />
        <Failure state={saver.state} />
      </div>
    </fieldset>
  )
}

function Span(props: {
  readonly number: number
  readonly span: TimeSpan
  readonly onChange: (span: TimeSpan) => void
  readonly onRemove: () => void
}) {
  const { number, span, onChange, onRemove } = props
  const t = useText()
  const [draft, setDraft] = useState(span)
  const [known, setKnown] = useState(span)
  if (known.start !== span.start || known.end !== span.end) {
    setKnown(span)
    setDraft(span)
  }
  const complete = isWallTime(draft.start) && isWallTime(draft.end)
  const same = draft.start === draft.end
  const commit = (): void => {
    const changed = draft.start !== span.start || draft.end !== span.end
    if (complete && !same && changed) onChange(draft)
  }
  const problem = complete ? (same ? t('settings.bad-span') : undefined) : t('settings.bad-time')
  return (
    <div className="span">
      <input
        type="time"
        name={`quietStart${number}`}
        aria-label={t('settings.quiet-from-label', { number })}
        aria-invalid={problem !== undefined}
        value={draft.start}
        onChange={(event) => setDraft({ ...draft, start: event.target.value })}
        onBlur={commit}
      />
      <span aria-hidden="true">–</span>
      <input
        type="time"
        name={`quietEnd${number}`}
        aria-label={t('settings.quiet-to-label', { number })}
        aria-invalid={problem !== undefined}
        value={draft.end}
        onChange={(event) => setDraft({ ...draft, end: event.target.value })}
        onBlur={commit}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={t('settings.quiet-remove', { number })}
        title={t('settings.quiet-remove', { number })}
        onClick={onRemove}
      >
        <Icon name="trash" />
      </button>
      {problem !== undefined && <p className="setting-problem">{problem}</p>}
    </div>
  )
}
