/** UUIDv7 as a mark in time. */

/** Below every UUIDv7 that is made from this instant (epoch ms) on. */
export function uuidAt(instant: number): string {
  const hex = Math.max(0, Math.trunc(instant)).toString(16).padStart(12, '0')
  return `${hex.slice(-12, -4)}-${hex.slice(-4)}-7000-8000-000000000000`
}
