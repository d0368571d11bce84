/** A plain table of figures: the twin of a chart, folded away until it is wanted. */
import { useState } from 'react'
import { useText } from '../app.ts'

type Rows = readonly (readonly string[])[]

interface Props {
  readonly title: string
  readonly caption: string
  readonly columns: readonly string[]
  /** The first cell names the row. A function, for long ones, is asked when the table is unfolded. */
  readonly rows: Rows | (() => Rows)
}

export function Table({ title, caption, columns, rows }: Props) {
  const t = useText()
  const [wasOpen, setWasOpen] = useState(false)
  const shown = typeof rows === 'function' ? (wasOpen ? rows() : []) : rows
  return (
    <details onToggle={() => setWasOpen(true)}>
      <summary>{t('summary.table')}</summary>
      <section
        className="chart-table"
        data-scrolls
        // It scrolls by itself, so a keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={`${title}: ${t('summary.table')}`}
      >
        <table>
          <caption className="only-for-ears">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(([name, ...cells]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, at) => (
                  <td key={columns[at + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
