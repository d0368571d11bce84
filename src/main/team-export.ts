/** The team's figures as a file: a table, or the team window as a picture or a page for the wall; part of the composition root. */
import type { CsvOptions } from '../shared/csv.ts'
import type { CommandInput, WindowName } from '../shared/ipc.ts'
import type { MessageKey } from '../shared/messages/index.ts'
import type { ExportOutcome } from '../shared/own-view.ts'
import { teamCsv } from '../shared/team-csv.ts'
import type { TeamBoardView } from '../shared/team-view.ts'
import type { Windows } from './desktop/windows.ts'
import { saveFile } from './exporting.ts'

export interface TeamExportParts {
  readonly board: () => TeamBoardView
  readonly windows: Pick<Windows, 'print' | 'capture' | 'askWhereTo'>
  readonly clock: { now(): number }
  readonly words: (key: MessageKey) => string
  readonly csv: () => CsvOptions
  readonly onError: (error: unknown) => void
}

/** What is to be saved; `undefined`: there is nothing. */
type Content = string | Uint8Array | undefined

export async function exportTeam(
  parts: TeamExportParts,
  asked: CommandInput<'team:export'>,
  from: WindowName,
): Promise<ExportOutcome> {
  const { windows, clock, words, onError } = parts
  // Before the question where to, which would be in the picture.
  const content = await contentOf(parts, asked)
  if (content === undefined) return { saved: false, why: 'not-enrolled' }
  const day = new Date(clock.now()).toISOString().slice(0, 10)
  const by = asked.format === 'csv' ? `-${asked.by}` : ''
  const path = await windows.askWhereTo(from, {
    title: words('native.save-team'),
    fileName: `aftercall-team${by}-${day}.${asked.format}`,
    ending: asked.format,
  })
  return path === undefined ? { saved: false, why: 'cancelled' } : saveFile(path, [content], onError)
}

async function contentOf(
  { board, windows, csv }: TeamExportParts,
  asked: CommandInput<'team:export'>,
): Promise<Content> {
  const { board: known } = board()
  if (known === null) return undefined
  switch (asked.format) {
    case 'csv':
      return teamCsv(known, asked.by, csv())
    case 'pdf':
      return windows.print('team')
    case 'png':
      return windows.capture('team')
  }
}
