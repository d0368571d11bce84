/** Electron's `safeStorage`: no key store, unless STANDIN_KEY_STORE gives the key that would be in it. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { strict } from '../strict.ts'

const secret = process.env.STANDIN_KEY_STORE
const key = secret ? createHash('sha256').update(secret).digest() : undefined
/** Chromium's mark of a key from the Secret Service. */
const MARK = Buffer.from('v11')
const NONCE_BYTES = 12
const TAG_BYTES = 16

function theKey(): Buffer {
  if (!key) throw new Error('Encryption is not available')
  return key
}

function encrypt(text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', theKey(), nonce)
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([MARK, nonce, cipher.getAuthTag(), hidden])
}

function decrypt(encrypted: Buffer): string {
  const body = encrypted.subarray(MARK.length)
  const decipher = createDecipheriv('aes-256-gcm', theKey(), body.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(body.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const shown = [decipher.update(body.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]
  return Buffer.concat(shown).toString('utf8')
}

export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: () => Promise.resolve(key !== undefined),
  getSelectedStorageBackend: () => (key ? 'gnome_libsecret' : 'basic_text'),
  encryptStringAsync: async (text: string) => encrypt(text),
  decryptStringAsync: async (encrypted: Buffer) => ({ result: decrypt(encrypted), shouldReEncrypt: false }),
} satisfies Partial<Electron.SafeStorage>)
