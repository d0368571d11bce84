/** The question of the quarter, after the day's smiley; once answered it stays until the window closes. */
import { useEffect, useRef, useState } from 'react'
import { Pulse, usePulse } from '../ui/pulse.tsx'

export function DayPulse() {
  const pulse = usePulse(({ loaded }) => (loaded.s === 'ready' ? loaded.view : null))
  const [wasAsked, setWasAsked] = useState(false)
  if (pulse?.asks === true && !wasAsked) setWasAsked(true)
  const shown = pulse !== null && (pulse.asks || (wasAsked && pulse.score !== null))
  const wasShown = useRef(false)
  useEffect(() => {
    // It was put off or taken back, and its button is gone.
    if (wasShown.current && !shown) document.querySelector<HTMLElement>('.day-foot button')?.focus()
    wasShown.current = shown
  }, [shown])
  return shown ? <Pulse pulse={pulse} asks={pulse.asks} /> : undefined
}
