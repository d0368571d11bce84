/** The question of the quarter in the panel: at its end it is asked, while it is open it can be answered and changed. */
import { Pulse, usePulse } from '../ui/pulse.tsx'

export function PanelPulse() {
  const pulse = usePulse(({ loaded }) => (loaded.s === 'ready' ? loaded.view : null))
  return pulse === null ? undefined : <Pulse pulse={pulse} asks={pulse.asks} />
}
