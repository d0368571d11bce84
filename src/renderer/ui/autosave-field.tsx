/** A text field that saves by itself: a moment after typing, on Enter, when it loses the focus, when the window goes. */
import { useEffect, useId, useRef, useState } from 'react'
import { useText } from './app.ts'
import { TextWriter, type WritingState } from './text-writer.ts'
import { registerUnsaved } from './unsaved.ts'

interface Props {
  readonly label: string
  readonly hint?: string
  /** The text as it is written. */
  readonly value: string
  readonly maxLength: number
  /** Answers whether it is written. */
  readonly save: (text: string) => Promise<boolean>
  readonly lines?: number
  /** The agent has just opened it in order to write. */
  readonly opened?: boolean
  /** What was written is only in memory as yet. */
  readonly kept: boolean
}

export function AutosaveField(props: Props) {
  const { label, hint, value, maxLength, save, kept, lines = 1, opened = false } = props
  const t = useText()
  const id = useId()
  const [text, setText] = useState(value)
  const [state, setState] = useState<WritingState>('clean')
  const [writer] = useState(() => new TextWriter(value, { save, onState: setState }))
  const field = useRef<HTMLTextAreaElement>(null)

  // The other window has changed the text while nothing was typed here.
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    if (state === 'clean' || state === 'saved') setText(value)
  }
  useEffect(() => {
    writer.renew(value, save)
  }, [writer, save, value])

  useEffect(() => {
    const unregister = registerUnsaved(() => writer.flush())
    return () => {
      unregister()
      void writer.flush()
    }
  }, [writer])

  useEffect(() => {
    if (opened) field.current?.focus()
  }, [opened])

  const shown = state === 'saved' && kept ? 'failed' : state

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={field}
        id={id}
        rows={lines}
        className="grows"
        value={text}
        maxLength={maxLength}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => {
          const typed = lines > 1 ? event.target.value : event.target.value.replaceAll(/[\r\n]+/g, ' ')
          setText(typed)
          writer.edit(typed)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || lines > 1 || event.nativeEvent.isComposing) return
          event.preventDefault()
          void writer.flush()
        }}
        onBlur={() => void writer.flush()}
      />
      <div className="field-foot">
        {hint !== undefined && <span id={`${id}-hint`}>{hint}</span>}
        <span className="field-state" data-state={shown}>
          {shown === 'saved' && t('state.saved')}
          {shown === 'failed' && t('state.not-saved')}
        </span>
      </div>
    </div>
  )
}
