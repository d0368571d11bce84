/** A bucket that refills steadily: a burst is fine, a flood isn't. No timer; it counts when it is asked. */
export function rateLimit(
  burst: number,
  perSecond: number,
  now: () => number,
): () => { readonly ok: true } | { readonly ok: false; readonly retryAfterS: number } {
  let [left, last] = [burst, now()]
  return () => {
    const at = now()
    left = Math.min(burst, left + (Math.max(0, at - last) / 1000) * perSecond)
    last = at
    if (left < 1) return { ok: false, retryAfterS: Math.max(1, Math.ceil((1 - left) / perSecond)) }
    left -= 1
    return { ok: true }
  }
}
