import { useState } from 'react'
import type { RefusalCode } from '../../shared/result.ts'
import type { ExportOutcome } from '../../shared/own-view.ts'
import type { WindowKind } from '../../shared/statistics/windows.ts'
import type { TeamExport } from '../../shared/team-view.ts'
import type { Translator } from '../../shared/messages/index.ts'
import { announce } from '../ui/announcer.tsx'
import { useText } from '../ui/app.ts'
import { invoke } from '../ui/bridge.ts'
import { whyOf } from './state.ts'

interface Props {
  readonly formats: readonly TeamExport[]
  /** Which windows a CSV has. */
  readonly by: WindowKind
}

/** Buttons that save what is shown as a file. The question where to is the system's own. */
export function Export({ formats, by }: Props) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<string>()
  const save = async (format: TeamExport): Promise<void> => {
    if (busy) return
    setBusy(true)
    setSaid(undefined)
    const result = await invoke('team:export', format === 'csv' ? { format, by } : { format })
    setBusy(false)
    const words = result.ok ? outcomeWords(t, result.value) : refusalWords(t, result.code)
    setSaid(words)
    if (words !== undefined) announce(words)
  }
  return (
    <div className="export" data-export>
      <div className="export-buttons">
        {formats.map((format) => (
          <button
            key={format}
            type="button"
            className="secondary"
            aria-disabled={busy}
            onClick={() => void save(format)}
          >
            {t(`board.export-${format}`)}
          </button>
        ))}
      </div>
      {said !== undefined && <p className="hint">{said}</p>}
    </div>
  )
}

/** @returns `undefined`: the person has changed their mind */
function outcomeWords(t: Translator['t'], outcome: ExportOutcome): string | undefined {
  if (outcome.saved) return t('board.exported', { path: outcome.path })
  switch (outcome.why) {
    case 'cancelled':
      return undefined
    case 'failed':
      return t('board.export-failed', { path: outcome.path })
    default:
      return t('board.export-refused', { why: whyOf(t, outcome.why) })
  }
}

function refusalWords(t: Translator['t'], code: RefusalCode): string {
  return t(`refusal.${code}`)
}
