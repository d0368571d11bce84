import { useEffect, useRef, type RefObject } from 'react'

/** Moves the focus to a heading that has just come up, which also brings it into sight. */
export function useFocus(): RefObject<HTMLHeadingElement | null> {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return ref
}
