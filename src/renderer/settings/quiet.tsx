import { useEffect, useId, useState } from 'react'
import type { MessageKey } from '../../shared/messages/index.ts'
import type { Settings, TimeSpan } from '../../shared/settings.ts'
import { useText } from '../ui/app.ts'
import { Icon } from '../ui/icons.tsx'
import { TextWriter } from '../ui/text-writer.ts'
import { registerUnsaved } from '../ui/unsaved.ts'
import { isWallTime } from './checks.ts'
import { Failure, Group, Outcome } from './field.tsx'
import { Switch } from './inputs.tsx'
import { useSaver } from './use-saver.ts'

/** As many as the settings take. */
const MOST = 8
/** After this pause in typing a time is saved. */
const PAUSE_MS = 900
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
  const replace = (at: number, span: TimeSpan): Promise<boolean> =>
    saver.save(({ quietTimes }) => ({
      quietTimes: quietTimes.map((old, place) => (place === at ? span : old)),
    }))
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
            save={(now) => replace(at, now)}
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
  readonly save: (span: TimeSpan) => Promise<boolean>
  readonly onRemove: () => void
}) {
  const { number, span, save, onRemove } = props
  const t = useText()
  const [draft, setDraft] = useState(span)
  const [known, setKnown] = useState(toText(span))
  const write = (text: string): Promise<boolean> => save(toSpan(text))
  const [writer] = useState(
    () => new TextWriter(known, { save: write, onState: () => {}, pauseMs: PAUSE_MS }),
  )
  if (known !== toText(span)) {
    setKnown(toText(span))
    setDraft(span)
  }
  useEffect(() => writer.renew(known, write))
  useEffect(() => registerUnsaved(() => writer.flush()), [writer])

  const problem = problemOf(draft)
  const edit = (changed: TimeSpan): void => {
    setDraft(changed)
    if (problemOf(changed) === undefined) writer.edit(toText(changed))
    else writer.forget()
  }
  return (
    <div className="span">
      <input
        type="time"
        name={`quietStart${number}`}
        aria-label={t('settings.quiet-from-label', { number })}
        aria-invalid={problem !== undefined}
        value={draft.start}
        onChange={(event) => edit({ ...draft, start: event.target.value })}
        onBlur={() => void writer.flush()}
      />
      <span aria-hidden="true">–</span>
      <input
        type="time"
        name={`quietEnd${number}`}
        aria-label={t('settings.quiet-to-label', { number })}
        aria-invalid={problem !== undefined}
        value={draft.end}
        onChange={(event) => edit({ ...draft, end: event.target.value })}
        onBlur={() => void writer.flush()}
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
      {problem !== undefined && <p className="setting-problem">{t(problem)}</p>}
    </div>
  )
}

function problemOf({ start, end }: TimeSpan): MessageKey | undefined {
  if (!isWallTime(start) || !isWallTime(end)) return 'settings.bad-time'
  return start === end ? 'settings.bad-span' : undefined
}

const toText = ({ start, end }: TimeSpan): string => `${start} ${end}`

function toSpan(text: string): TimeSpan {
  const [start = '', end = ''] = text.split(' ')
  return { start, end }
}
