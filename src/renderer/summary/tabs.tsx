/** Two tabs: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
import { useRef, type KeyboardEvent } from 'react'
import { moveBy } from '../ui/keys.ts'

interface Props<T extends string> {
  readonly label: string
  readonly tabs: readonly { readonly id: T; readonly word: string }[]
  readonly chosen: T
  readonly onChoose: (tab: T) => void
}

/** The panel of a tab has the id `panel-<tab>` and is named by `tab-<tab>`. */
export function Tabs<T extends string>({ label, tabs, chosen, onChoose }: Props<T>) {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ id }) => id === chosen)
    const next = moveBy(event.key, at, tabs.length)
    const tab = next === undefined ? undefined : tabs[next]
    if (tab === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    onChoose(tab.id)
    list.current?.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its tabs has the focus
    <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(({ id, word }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          className="tab"
          aria-selected={id === chosen}
          aria-controls={`panel-${id}`}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {word}
        </button>
      ))}
    </div>
  )
}
