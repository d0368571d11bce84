/**
 * Text that was typed but isn't written yet. Fields register how to write theirs; before a window or card goes away
 * everything is written.
 */
type Flush = () => Promise<boolean>

const fields = new Set<Flush>()

/** Registers a field; returns a function that removes it. */
export function registerUnsaved(flush: Flush): () => void {
  fields.add(flush)
  return () => void fields.delete(flush)
}

/** Writes what isn't written yet; `false` when something could not be. */
export async function flushUnsaved(): Promise<boolean> {
  const results = await Promise.all([...fields].map((flush) => flush()))
  return results.every(Boolean)
}

/** The page may go at any moment (the window closes, the computer shuts down): write as soon as it shows. */
export function flushOnLeave(): void {
  window.addEventListener('pagehide', () => void flushUnsaved())
  window.addEventListener('blur', () => void flushUnsaved())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void flushUnsaved()
  })
}
