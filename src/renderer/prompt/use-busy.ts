/** Tells the main process while the agent is busy with the card, so that it doesn't go away under their hands. */
import { useEffect } from 'react'
import { tell } from '../ui/bridge.ts'
import { isTextField } from '../ui/keys.ts'

/** A key that isn't typed into a field keeps the card for so long. */
const KEY_MS = 5000

export function useBusy(): void {
  useEffect(() => {
    const page = document.documentElement
    const state = { pointer: false, field: false, key: false }
    let told = false
    let timer: ReturnType<typeof setTimeout> | undefined

    const report = (change: Partial<typeof state>): void => {
      Object.assign(state, change)
      const busy = state.pointer || state.field || state.key
      if (busy === told) return
      told = busy
      tell('card:touch', { busy })
    }
    const enter = (): void => report({ pointer: true })
    const leave = (): void => report({ pointer: false })
    const focus = (event: FocusEvent): void => report({ field: isTextField(event.target) })
    const blur = (): void => report({ field: false })
    const key = (): void => {
      report({ key: true })
      clearTimeout(timer)
      timer = setTimeout(() => report({ key: false }), KEY_MS)
    }

    page.addEventListener('pointerenter', enter)
    page.addEventListener('pointerleave', leave)
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', blur)
    document.addEventListener('keydown', key)
    return () => {
      clearTimeout(timer)
      page.removeEventListener('pointerenter', enter)
      page.removeEventListener('pointerleave', leave)
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', blur)
      document.removeEventListener('keydown', key)
    }
  }, [])
}
