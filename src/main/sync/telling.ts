/** Tells others something. What they do with our news must not stop us. */
export function tell(action: () => void): void {
  try {
    action()
  } catch {
    // Nobody is left to tell.
  }
}
