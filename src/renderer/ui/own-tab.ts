/** The way to "Your data" from other windows: they share their local storage, and tell each other of its changes. */
import { tell } from './bridge.ts'

const KEY = 'summary:tab'

/** Opens "My view" at the agent's own data. */
export function openOwnData(): void {
  localStorage.setItem(KEY, 'data')
  tell('window:open', { window: 'summary' })
}

/** Whether another window has asked for the own data since the last time. */
export function takeWish(): boolean {
  const isWished = localStorage.getItem(KEY) === 'data'
  localStorage.removeItem(KEY)
  return isWished
}

/** Listens for that wish; returns a function that stops listening. */
export function onWish(listener: () => void): () => void {
  const hear = ({ key, newValue }: StorageEvent): void => {
    if (key === KEY && newValue === 'data' && takeWish()) listener()
  }
  addEventListener('storage', hear)
  return () => removeEventListener('storage', hear)
}
