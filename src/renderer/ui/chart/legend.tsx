/** What the signs in a picture mean, each sign drawn as it is there. */
import type { ReactNode } from 'react'

export interface LegendItem {
  readonly word: string
  /** In a picture of 28 × 16. */
  readonly sign: ReactNode
}

/** For eyes: the points in words and the table say the same. */
export function Legend({ items }: { readonly items: readonly LegendItem[] }) {
  if (items.length === 0) return undefined
  return (
    <ul className="legend" aria-hidden="true">
      {items.map(({ word, sign }) => (
        <li key={word}>
          <svg viewBox="0 0 28 16" focusable="false">
            {sign}
          </svg>
          {word}
        </li>
      ))}
    </ul>
  )
}
