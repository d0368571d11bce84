/** What comes after the first picture: it is on the screen sooner when the rest is drawn in the next moment. */
import { useEffect, useState, type ReactNode } from 'react'

export function Later({ children }: { readonly children: ReactNode }) {
  const [isTime, setTime] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setTime(true))
    return () => clearTimeout(timer)
  }, [])
  return isTime ? children : undefined
}
