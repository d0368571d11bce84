/**
 * Drafts: lines that are shared only when the agent says so and therefore aren't in the database yet. They stay in
 * the windows' local storage, so that a card that goes away loses none and the panel shows it again.
 */
const PREFIX = 'draft:'
const KEEP_MS = 7 * 86_400_000

interface Draft {
  readonly text: string
  readonly at: number
}

export function readDraft(id: string): string {
  return parse(localStorage.getItem(PREFIX + id))?.text ?? ''
}

/** Keeps a draft; an empty one is forgotten. */
export function keepDraft(id: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(PREFIX + id)
    else localStorage.setItem(PREFIX + id, JSON.stringify({ text, at: Date.now() } satisfies Draft))
  } catch {
    // The disk is full: the text is still in the field, and there is nothing better to do with it.
  }
}

/** Forgets drafts of more than a week ago: their interaction can't be found by chance any more. */
export function dropOldDrafts(now: number): void {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue
    const draft = parse(localStorage.getItem(key))
    if (draft === undefined || now - draft.at > KEEP_MS) localStorage.removeItem(key)
  }
}

function parse(json: string | null): Draft | undefined {
  if (json === null) return undefined
  try {
    const value: unknown = JSON.parse(json)
    return isDraft(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'at' in value &&
    typeof value.at === 'number'
  )
}
