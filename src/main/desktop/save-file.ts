/** Asks the agent where something is to be saved. */
import { app, dialog, type BrowserWindow } from 'electron'
import { join } from 'node:path'

export interface SaveQuestion {
  readonly title: string
  /** Without a folder; the person may choose another one. */
  readonly fileName: string
  /** The file's ending, without a dot. */
  readonly ending: string
}

/** @returns the path; `undefined`: the agent changed their mind */
export async function askWhereTo(
  window: BrowserWindow | undefined,
  { title, fileName, ending }: SaveQuestion,
): Promise<string | undefined> {
  const options = {
    title,
    defaultPath: join(app.getPath('documents'), fileName),
    filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
  }
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  return canceled || filePath === '' ? undefined : filePath
}
