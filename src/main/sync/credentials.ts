/** The token in the key store. It is kept with what it opens, so that it can never be shown to somebody else. */
import { z } from '../../shared/zod.ts'
import type { SecretStore, SyncClock, SyncLog } from './parts.ts'

const secretSchema = z.object({ endpoint: z.string(), deviceId: z.string(), token: z.string() })
type Secret = z.infer<typeof secretSchema>
type Owner = Pick<Secret, 'endpoint' | 'deviceId'>

/** A key store may ask a person, who is away; nothing else waits for that. */
const PATIENCE_MS = 30_000

export class Credentials {
  readonly #secrets: SecretStore
  readonly #log: SyncLog
  readonly #clock: SyncClock
  #known: Secret | undefined
  #isSaved = true
  #hasLooked = false

  constructor(secrets: SecretStore, log: SyncLog, clock: SyncClock) {
    this.#secrets = secrets
    this.#log = log
    this.#clock = clock
  }

  /** The token for this endpoint and device, if it is at hand. */
  tokenFor({ endpoint, deviceId }: Owner): string | undefined {
    const known = this.#known
    return known?.endpoint === endpoint && known.deviceId === deviceId ? known.token : undefined
  }

  /** Whether the key store was asked; before that, nobody knows whether the token is there. */
  get hasLooked(): boolean {
    return this.#hasLooked
  }

  /** The token is gone at the next restart. */
  get inMemoryOnly(): boolean {
    return this.#known !== undefined && (!this.#isSaved || !this.#secrets.persistent)
  }

  /** Looks into the key store, unless the token is known. One that comes late counts from then on. */
  async load(owner: Owner): Promise<void> {
    if (this.tokenFor(owner) !== undefined) return
    const before = this.#known
    await this.#patiently('the token could not be read', async () => {
      const text = await this.#secrets.load()
      // Another enrolment was quicker.
      if (text === undefined || this.#known !== before) return
      this.#known = parse(text)
      this.#isSaved = true
    })
    this.#hasLooked = true
  }

  async save(secret: Secret): Promise<void> {
    this.#known = secret
    this.#isSaved = false
    await this.#patiently('the token is kept in memory only', async () => {
      await this.#secrets.save(JSON.stringify(secret))
      this.#isSaved = this.#known === secret
    })
  }

  async forget(): Promise<void> {
    this.#known = undefined
    await this.#patiently('the token could not be removed', () => this.#secrets.clear())
  }

  async #patiently(what: string, job: () => Promise<void>): Promise<void> {
    const { promise: isLate, resolve: late } = Promise.withResolvers<void>()
    const stopTimer = this.#clock.after(PATIENCE_MS, late)
    const done = async (): Promise<void> => {
      try {
        await job()
      } catch (error) {
        this.#log.error(`sync: ${what}`, error)
      }
    }
    await Promise.race([done(), isLate])
    stopTimer()
  }
}

/** The error of a parser would say what it has read. */
function parse(text: string): Secret | undefined {
  try {
    return secretSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
