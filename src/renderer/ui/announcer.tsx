/** One polite live region a window: tells a screen reader what happened without moving the focus. */
import { create } from 'zustand'

const useAnnouncement = create<{ readonly text: string; readonly count: number }>(() => ({
  text: '',
  count: 0,
}))

/** Says a sentence to screen readers; the same sentence twice is said twice. */
export function announce(text: string): void {
  useAnnouncement.setState((state) => ({ text, count: state.count + 1 }))
}

export function Announcer() {
  const { text, count } = useAnnouncement()
  return (
    <output className="only-for-ears" aria-live="polite">
      {/* A new element makes screen readers repeat an unchanged sentence. */}
      <span key={count}>{text}</span>
    </output>
  )
}
