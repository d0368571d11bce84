/** Web pages that may report the end of an interaction, each with a token of its own. */
import { useId, useState, type SyntheticEvent } from 'react'
import { isWebOrigin, type Settings, type WebOrigin } from '../../shared/settings.ts'
import { useText } from '../ui/app.ts'
import { Icon } from '../ui/icons.tsx'
import { Failure, Outcome } from './field.tsx'
import { useSaver } from './use-saver.ts'

/** As many as the settings take. */
const MOST = 8
const TOKEN_BYTES = 32

export function WebOrigins({ origins }: { readonly origins: readonly WebOrigin[] }) {
  const t = useText()
  const id = useId()
  const saver = useSaver()
  const [address, setAddress] = useState('')
  const [refused, setRefused] = useState(false)
  const write = (change: (now: readonly WebOrigin[]) => WebOrigin[]): Promise<boolean> =>
    saver.save((settings) => withOrigins(settings, change(settings.triggers.http.origins)))

  const add = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    const origin = address.trim().replace(/\/$/, '')
    const isSound = isWebOrigin(origin)
    setRefused(!isSound)
    if (!isSound) return
    const added = await write((now) => [
      ...now.filter((other) => other.origin !== origin),
      { origin, token: newToken() },
    ])
    if (added) setAddress('')
  }

  return (
    <fieldset className="setting" aria-labelledby={`${id}-label`}>
      <div className="setting-words">
        <span id={`${id}-label`} className="setting-label">
          {t('settings.web')}
        </span>
        <p className="hint">{t('settings.web-hint')}</p>
      </div>
      <div className="setting-control origins">
        {origins.map(({ origin, token }) => (
          <div key={origin} className="origin">
            <span className="origin-name">{origin}</span>
            <input
              type="text"
              readOnly
              aria-label={t('settings.web-token', { origin })}
              value={token}
              onFocus={(event) => event.target.select()}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={t('settings.web-remove', { origin })}
              title={t('settings.web-remove', { origin })}
              onClick={() => void write((now) => now.filter((other) => other.origin !== origin))}
            >
              <Icon name="trash" />
            </button>
          </div>
        ))}
        {origins.length < MOST && (
          <form className="origin-new" onSubmit={(event) => void add(event)}>
            <input
              type="text"
              name="webOrigin"
              inputMode="url"
              placeholder="https://"
              aria-label={t('settings.web-address')}
              aria-invalid={refused}
              {...(refused ? { 'aria-describedby': `${id}-problem` } : {})}
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
            <button type="submit" className="secondary">
              <Icon name="plus" /> {t('settings.web-add')}
            </button>
          </form>
        )}
        {refused && (
          <p id={`${id}-problem`} className="setting-problem">
            {t('settings.bad-origin')}
          </p>
        )}
        <Outcome state={saver.state} />
        <Failure state={saver.state} />
      </div>
    </fieldset>
  )
}

function withOrigins({ triggers }: Settings, origins: WebOrigin[]): Pick<Settings, 'triggers'> {
  return { triggers: { ...triggers, http: { ...triggers.http, origins } } }
}

function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
