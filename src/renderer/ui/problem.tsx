/** A sentence about something that went wrong, and a way on. */
import type { ReactNode } from 'react'
import type { RefusalCode } from '../../shared/result.ts'
import { useText } from './app.ts'
import { Icon } from './icons.tsx'

export function Sentence({ children }: { readonly children: ReactNode }) {
  return (
    <div className="sentence">
      <Icon name="notice" />
      <div className="sentence-text">{children}</div>
    </div>
  )
}

export function Problem({
  code,
  retry,
}: {
  readonly code: RefusalCode
  readonly retry?: (() => void) | undefined
}) {
  const t = useText()
  return (
    <Sentence>
      {t(`refusal.${code}`)}
      {retry !== undefined && (
        <>
          {' '}
          <button type="button" className="link" onClick={retry}>
            {t('refusal.retry')}
          </button>
        </>
      )}
    </Sentence>
  )
}
