import { useId } from 'react'

interface Props<V extends string> {
  readonly label: string
  readonly options: readonly { readonly value: V; readonly name: string }[]
  readonly value: V
  readonly choose: (value: V) => void
}

/** One of a few, as radio buttons in a row. */
export function Choice<V extends string>({ label, options, value, choose }: Props<V>) {
  const name = useId()
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      <div className="choices-row">
        {options.map((option) => (
          <label key={option.value} className="choices-one">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => choose(option.value)}
            />
            <span>{option.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
