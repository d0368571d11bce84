/** The only place that touches `ipcMain`: checks who calls and what they send, and answers with values. */
import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import { COMMANDS, type CommandName, type EventName } from '../../shared/ipc-names.ts'
import {
  contract,
  type CommandInput,
  type CommandResult,
  type EventPayloads,
  type WindowName,
} from '../../shared/ipc.ts'
import { refuse } from '../../shared/result.ts'
import { APP_ORIGIN } from './app-protocol.ts'

/** One function for each command; `from` is the window that asks. Leaving one out doesn't compile. */
export type Handlers = {
  readonly [N in CommandName]: (
    input: CommandInput<N>,
    from: WindowName,
  ) => CommandResult<N> | Promise<CommandResult<N>>
}

export interface IpcServerOptions {
  readonly handlers: Handlers
  /** The window that a web contents belongs to; `undefined` when it is none of ours. */
  readonly windowOf: (webContentsId: number) => WindowName | undefined
  readonly log: { error(message: string, error?: unknown): void }
}

/**
 * Answers the commands of the contract. A caller must be the main frame of a window of ours on our own origin
 * (https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages).
 */
export function serveIpc({ handlers, windowOf, log }: IpcServerOptions): void {
  for (const name of COMMANDS) {
    ipcMain.handle(name, async (event, payload: unknown) => {
      const from = senderOf(event, windowOf)
      if (from === undefined) return refuse('sender')
      try {
        return await answer(name, payload, from, handlers)
      } catch (error) {
        log.error(`command ${name} failed`, error)
        return refuse('internal')
      }
    })
  }
}

async function answer<N extends CommandName>(
  name: N,
  payload: unknown,
  from: WindowName,
  handlers: Handlers,
): Promise<CommandResult<N>> {
  const parsed = contract[name].input.safeParse(payload)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refuse('input', `${issue?.path.join('.') || name}: ${issue?.message ?? 'not valid'}`)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the schema of this very command
  return handlers[name](parsed.data as CommandInput<N>, from)
}

function senderOf(event: IpcMainInvokeEvent, windowOf: IpcServerOptions['windowOf']): WindowName | undefined {
  try {
    const { senderFrame, sender } = event
    // Null once the frame has navigated or gone.
    if (senderFrame === null || senderFrame !== sender.mainFrame || senderFrame.parent !== null)
      return undefined
    if (senderFrame.origin !== APP_ORIGIN) return undefined
    return windowOf(sender.id)
  } catch {
    // A frame or contents that has been destroyed throws on access.
    return undefined
  }
}

/** Sends an event of the contract to one window. */
export type Send = <N extends EventName>(window: WindowName, name: N, payload: EventPayloads[N]) => void
