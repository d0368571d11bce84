/** Something that the server does again and again beside its work, one run after the other. */

export interface Job {
  /** No further run begins; resolves when one that is under way has ended. */
  stop(): Promise<void>
}

export interface JobParts {
  /** Does it once and says in how many ms it is due again. Mustn't throw. */
  readonly run: () => Promise<number>
  /** Until the first run. */
  readonly firstMs: number
  /** Calls back after so many ms; the result takes that back. */
  readonly after: (ms: number, work: () => void) => () => void
}

/** Begins. */
export function startJob({ run, firstMs, after }: JobParts): Job {
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const runAndGoOn = async (): Promise<void> => {
    const next = await run()
    if (!stopped) cancel = schedule(next)
  }
  const schedule = (ms: number): (() => void) =>
    after(ms, () => {
      running = runAndGoOn()
    })
  let cancel = schedule(firstMs)
  return {
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}
