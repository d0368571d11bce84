/** Tells the main process how high a card's content is, so that the window fits around it. */
import { useEffect, type RefObject } from 'react'
import { tell } from './bridge.ts'

/** Bounds of `card:resize`. */
const MIN = 40
const MAX = 2000

export function useReportedHeight(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const card = element.current
    if (card === null) return
    let reported = 0
    const observer = new ResizeObserver(() => {
      const height = Math.min(Math.max(Math.ceil(card.getBoundingClientRect().height), MIN), MAX)
      if (height === reported) return
      reported = height
      tell('card:resize', { height })
    })
    observer.observe(card, { box: 'border-box' })
    return () => observer.disconnect()
  }, [element])
}
