/** One secret in a file, encrypted by the system's key store; without a key store in memory only. Plain Node. */
import { readFileSync, rmSync } from 'node:fs'

import { writeDurably } from '../../disk/files.ts'

/** The system's key store. */
export interface Keys {
  /** Whether what it encrypts is safe from whoever may read the agent's files. */
  isAvailable(): Promise<boolean>
  encrypt(text: string): Promise<Buffer>
  /** `isOld`: the key has changed since; encrypt it anew. Rejects when the key isn't there (any more). */
  decrypt(cipher: Buffer): Promise<{ readonly text: string; readonly isOld: boolean }>
}

export interface SecretFileOptions {
  readonly path: string
  readonly keys: Keys
  readonly log: { warn(message: string): void; error(message: string, error?: unknown): void }
}

export class SecretFile {
  readonly #options: SecretFileOptions
  #persistent = false
  #inMemory: string | undefined

  constructor(options: SecretFileOptions) {
    this.#options = options
  }

  /** Whether the secret survives a restart. Known after the first `load` or `save`: key stores may take their time. */
  get persistent(): boolean {
    return this.#persistent
  }

  /** The secret; `undefined` when there is none, or none that can be read any more. Never rejects. */
  async load(): Promise<string | undefined> {
    const { keys, log } = this.#options
    this.#persistent = await this.#isAvailable()
    if (this.#inMemory !== undefined) return this.#inMemory
    const cipher = this.#read()
    if (cipher === undefined) return undefined
    if (!this.#persistent) {
      log.warn('the key store is gone, so the secret in the data folder can’t be read')
      return undefined
    }
    try {
      const { text, isOld } = await keys.decrypt(cipher)
      if (isOld) await this.save(text)
      return text
    } catch (error) {
      // The file stays: a key ring that is only locked now may be open at the next start.
      log.error('the secret in the data folder can’t be read', error)
      return undefined
    }
  }

  /** Keeps the secret, in memory only where it can't be encrypted or written. Never rejects. */
  async save(secret: string): Promise<void> {
    const { keys, log, path } = this.#options
    this.#inMemory = secret
    this.#persistent = await this.#isAvailable()
    if (this.#persistent) {
      try {
        writeDurably(path, await keys.encrypt(secret))
        return
      } catch (error) {
        this.#persistent = false
        log.error('the secret is kept in memory only', error)
      }
    }
    // An older one must not come back at the next start.
    this.#remove()
  }

  /** Forgets it. Never rejects. */
  clear(): Promise<void> {
    this.#inMemory = undefined
    this.#remove()
    return Promise.resolve()
  }

  async #isAvailable(): Promise<boolean> {
    try {
      return await this.#options.keys.isAvailable()
    } catch (error) {
      this.#options.log.error('the key store doesn’t answer', error)
      return false
    }
  }

  #read(): Buffer | undefined {
    try {
      return readFileSync(this.#options.path)
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
      if (!isMissing) this.#options.log.error('the secret in the data folder can’t be read', error)
      return undefined
    }
  }

  #remove(): void {
    try {
      rmSync(this.#options.path, { force: true })
    } catch (error) {
      this.#options.log.error('the secret could not be removed', error)
    }
  }
}
