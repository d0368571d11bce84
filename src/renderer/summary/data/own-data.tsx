/** The agent's own data: what leaves this computer, taking it along, erasing it, leaving the team. */
import { useRef } from 'react'
import { Erase } from './erase.tsx'
import { Export } from './export.tsx'
import { Leaves } from './leaves.tsx'
import { Leaving } from './leaving.tsx'
import { useSync } from './state.ts'

export function OwnData() {
  const sync = useSync()
  const top = useRef<HTMLDivElement>(null)
  if (sync === undefined) return undefined
  return (
    <div ref={top} tabIndex={-1} className="own-data">
      <Leaves sync={sync} />
      <div className="own-data-side">
        <Export sync={sync} />
        <Erase sync={sync} />
        <Leaving sync={sync} left={() => top.current?.focus()} />
      </div>
    </div>
  )
}
