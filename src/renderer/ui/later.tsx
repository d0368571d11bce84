/** What comes after the first picture: that is on the screen sooner when the rest is drawn in the next moment. */
import { useEffect, useState, type ReactNode } from 'react'

/** A page that nobody sees has no frames; it is drawn all the same. */
const UNSEEN_MS = 300

interface Props {
  readonly children: ReactNode
  /** Keeps the place until then. */
  readonly instead?: ReactNode
}

export function Later({ children, instead }: Props) {
  const [isTime, setTime] = useState(false)
  useEffect(() => {
    // When the second frame begins, the first is on the screen.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setTime(true))
    })
    const timer = setTimeout(() => setTime(true), UNSEEN_MS)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [])
  return isTime ? children : instead
}
