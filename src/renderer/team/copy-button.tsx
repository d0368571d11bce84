import { useRef, useState } from 'react'
import { announce } from '../ui/announcer.tsx'
import { useText } from '../ui/app.ts'

/**
 * A number of another system with a button that copies it. The windows have no permission for the clipboard
 * (security.ts), so it is copied as a person would: selected, then copied; where that is refused it stays selected.
 */
export function CopyButton({ text }: { readonly text: string }) {
  const t = useText()
  const words = useRef<HTMLElement>(null)
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = (): void => {
    const element = words.current
    const selection = getSelection()
    if (element === null || selection === null) return
    selection.selectAllChildren(element)
    // The only way that needs no permission; nothing else copies a selection.
    // oxlint-disable-next-line typescript/no-deprecated
    const isCopied = document.execCommand('copy')
    if (isCopied) selection.removeAllRanges()
    setState(isCopied ? 'copied' : 'failed')
    announce(t(isCopied ? 'board.copied' : 'board.copy-failed'))
  }
  return (
    <>
      <code ref={words} className="copied-text">
        {text}
      </code>
      <button type="button" className="quiet" aria-label={t('board.copy', { id: text })} onClick={copy}>
        {t(state === 'copied' ? 'board.copied' : 'board.copy-short')}
      </button>
      {state === 'failed' && <span className="hint">{t('board.copy-failed')}</span>}
    </>
  )
}
