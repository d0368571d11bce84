/** Controls that save by themselves. What can't be accepted is explained beside the field and not sent. */
import { useEffect, useId, useRef, useState } from 'react'
import type { Settings, SettingsPatch } from '../../shared/settings.ts'
import { TextWriter } from '../ui/text-writer.ts'
import { registerUnsaved } from '../ui/unsaved.ts'
import { describedBy, Field } from './field.tsx'
import { useSaver } from './use-saver.ts'

type Change = (settings: Settings) => SettingsPatch

interface InputProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** A sentence beside the field that isn't about a wrong value. */
  readonly remark?: string | undefined
  readonly type: 'text' | 'number' | 'time'
  readonly value: string
  readonly min?: number
  readonly max?: number
  /** Why a text can't be accepted, as a sentence. */
  readonly check: (text: string) => string | undefined
  readonly change: (text: string) => Change
}

/** After this pause in typing a value is saved, or its problem is said. */
const PAUSE_MS = 900

export function Input({ name, label, hint, remark, type, value, min, max, check, change }: InputProps) {
  const id = useId()
  const saver = useSaver()
  const [text, setText] = useState(value)
  const [settled, setSettled] = useState(true)
  const write = (typed: string): Promise<boolean> => saver.save(change(typed))
  const [writer] = useState(
    () => new TextWriter(value, { save: write, onState: () => {}, pauseMs: PAUSE_MS }),
  )
  const wrong = check(text)
  const problem = settled ? wrong : undefined

  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    if (check(text) === undefined) setText(value)
  }
  useEffect(() => writer.renew(value, write))
  useEffect(() => registerUnsaved(() => writer.flush()), [writer])
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(pause.current), [])

  const settle = (): void => {
    setSettled(true)
    void writer.flush()
  }
  const described = describedBy(id, hint, problem)
  return (
    <Field
      control={id}
      id={id}
      label={label}
      hint={hint}
      problem={problem}
      remark={remark}
      state={saver.state}
    >
      <input
        id={id}
        name={name}
        type={type}
        value={text}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
        aria-invalid={problem !== undefined}
        {...(described === undefined ? {} : { 'aria-describedby': described })}
        onChange={(event) => {
          const typed = event.target.value
          setText(typed)
          setSettled(false)
          clearTimeout(pause.current)
          pause.current = setTimeout(() => setSettled(true), PAUSE_MS)
          if (check(typed) === undefined) writer.edit(typed)
          else writer.forget()
        }}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle()
        }}
      />
    </Field>
  )
}

export function Switch(props: {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly change: (checked: boolean) => Change
}) {
  const { name, label, hint, checked, change } = props
  const id = useId()
  const saver = useSaver()
  return (
    <Field control={id} id={id} label={label} hint={hint} state={saver.state}>
      <span className="switch">
        <input
          id={id}
          name={name}
          type="checkbox"
          checked={checked}
          {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
          onChange={(event) => void saver.save(change(event.target.checked))}
        />
      </span>
    </Field>
  )
}

/** One of a few, side by side. */
export function Choice<V extends string | number>(props: {
  readonly name: string
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly word: string; readonly lang?: string }[]
  readonly change: (value: V) => Change
}) {
  const { name, label, value, options, change } = props
  const id = useId()
  const saver = useSaver()
  return (
    <Field id={id} label={label} state={saver.state}>
      <fieldset className="segments" aria-labelledby={`${id}-label`}>
        {options.map((option) => (
          <label
            key={option.value}
            className="segment"
            {...(option.lang === undefined ? {} : { lang: option.lang })}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => void saver.save(change(option.value))}
            />
            {option.word}
          </label>
        ))}
      </fieldset>
    </Field>
  )
}
