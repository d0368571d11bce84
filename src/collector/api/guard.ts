/**
 * Who may come in. A token that was good a moment ago lets a batch be read without asking the store; whether it is
 * still good the store checks again in the transaction that keeps the batch, so a revocation counts at once. All other
 * routes ask the store every time.
 */
import { hash } from 'node:crypto'
import { parseSecret, secretMatches } from '../auth/secrets.ts'
import type { CollectorStore, Credential, Device, Role } from '../store/store.ts'
import type { Answer } from './answer.ts'
import { refuse, refuseCredential } from './problems.ts'
import { fullBucket, take, type Bucket, type Rate } from './rate-limit.ts'

/** A device whose token the store has accepted. */
export interface Admitted {
  readonly credential: Credential
  readonly device: Device
}

export type Admission = ({ readonly ok: true } & Admitted) | { readonly ok: false; readonly answer: Answer }

export interface GuardLimits {
  /** Batches of a device. */
  readonly eventsPerDevice: Rate
  /** Everything else that a device asks; some routes cost more than 1. */
  readonly requestsPerDevice: Rate
  /** Devices that are remembered between two requests. */
  readonly rememberedDevices: number
  /** How long a token that was accepted lets batches be read without asking the store. */
  readonly trustMs: number
}

/** What is remembered of a device; its buckets outlive the trust in its token. */
interface Remembered extends Admitted {
  trustedUntil: number
  readonly events: Bucket
  readonly requests: Bucket
}

const BEARER = /^Bearer +([\w.~+/=-]{1,200})$/i

export class Guard {
  readonly #store: CollectorStore
  readonly #limits: GuardLimits
  readonly #now: () => number
  /** By numbers of team and device; the longest unconfirmed first. */
  readonly #remembered = new Map<string, Remembered>()
  /**
   * Whose token is trusted, by the SHA-256 of the header that brought it: a batch a second needs neither a look at
   * what a token consists of nor a comparison.
   */
  readonly #trusted = new Map<string, Remembered>()

  constructor(store: CollectorStore, limits: GuardLimits, now: () => number) {
    this.#store = store
    this.#limits = limits
    this.#now = now
  }

  /** For a batch: at once for a device that was here a moment ago. */
  forEvents(authorization: string | undefined): Admission | Promise<Admission> {
    const digest = hash('sha256', authorization ?? '', 'base64')
    const trusted = this.#trusted.get(digest)
    if (trusted !== undefined && this.#isTrusted(trusted)) return this.#inTurn(trusted, 'events')
    const credential = credentialOf(authorization)
    if (credential === undefined) return { ok: false, answer: refuseCredential('unauthorized') }
    const known = this.#known(credential)
    if (known === undefined || !this.#isTrusted(known)) return this.#ask(credential, 'events')
    if (this.#trusted.size >= this.#limits.rememberedDevices) this.#trusted.clear()
    this.#trusted.set(digest, known)
    return this.#inTurn(known, 'events')
  }

  /** For everything else. @param cost what the route takes from the device's budget */
  async forRequest(authorization: string | undefined, cost = 1): Promise<Admission> {
    const credential = credentialOf(authorization)
    if (credential === undefined) return { ok: false, answer: refuseCredential('unauthorized') }
    return this.#ask(credential, 'requests', cost)
  }

  /** A token has ended, or is about to. */
  forget({ teamNo, deviceNo }: Pick<Credential, 'teamNo' | 'deviceNo'>): void {
    const known = this.#remembered.get(keyOf(teamNo, deviceNo))
    if (known !== undefined) known.trustedUntil = 0
  }

  /** The device goes on under another token, and perhaps number: with what is left of its budget. */
  succeed({ teamNo, deviceNo }: Credential, token: string): void {
    const before = this.#remembered.get(keyOf(teamNo, deviceNo))
    const credential = parseSecret('token', token)
    if (before === undefined || credential === undefined) return
    before.trustedUntil = 0
    this.#keep(keyOf(credential.teamNo, credential.deviceNo), { ...before, credential })
  }

  async #ask(credential: Credential, kind: 'events' | 'requests', cost = 1): Promise<Admission> {
    const known = this.#known(credential)
    // A device over its limit isn't a matter for the database. Only its own token brings it here.
    if (known !== undefined) {
      const turn = this.#inTurn(known, kind, cost)
      if (!turn.ok) return turn
    }
    const result = await this.#store.authenticate(credential)
    if (!result.ok) {
      this.forget(credential)
      return { ok: false, answer: refuseCredential(result.code) }
    }
    const fresh = this.#remember(credential, result.device)
    if (known === undefined) return this.#inTurn(fresh, kind, cost)
    return { ok: true, credential, device: result.device }
  }

  /** What is remembered under exactly this token. */
  #known({ teamNo, deviceNo, secretHash }: Credential): Remembered | undefined {
    const known = this.#remembered.get(keyOf(teamNo, deviceNo))
    return known !== undefined && secretMatches(secretHash, known.credential.secretHash) ? known : undefined
  }

  /** The store has accepted the token: whatever its last one was, the device has one budget. */
  #remember(credential: Credential, device: Device): Remembered {
    const now = this.#now()
    const { eventsPerDevice, requestsPerDevice, trustMs } = this.#limits
    const key = keyOf(credential.teamNo, credential.deviceNo)
    const before = this.#remembered.get(key)
    if (before !== undefined) before.trustedUntil = 0
    const fresh: Remembered = {
      credential,
      device,
      trustedUntil: now + trustMs,
      events: before?.events ?? fullBucket(eventsPerDevice, now),
      requests: before?.requests ?? fullBucket(requestsPerDevice, now),
    }
    this.#keep(key, fresh)
    return fresh
  }

  #keep(key: string, remembered: Remembered): void {
    this.#remembered.delete(key)
    this.#remembered.set(key, remembered)
    if (this.#remembered.size <= this.#limits.rememberedDevices) return
    const [oldest] = this.#remembered.keys()
    if (oldest !== undefined) this.#remembered.delete(oldest)
  }

  #isTrusted({ trustedUntil }: Remembered): boolean {
    return this.#now() < trustedUntil
  }

  #inTurn(known: Remembered, kind: 'events' | 'requests', cost = 1): Admission {
    const { eventsPerDevice, requestsPerDevice } = this.#limits
    const rate = kind === 'events' ? eventsPerDevice : requestsPerDevice
    const waitS = take(known[kind], rate, this.#now(), cost)
    if (waitS === 0) return { ok: true, credential: known.credential, device: known.device }
    return {
      ok: false,
      answer: refuse({
        code: 'too-many-requests',
        detail: 'This computer asks too often.',
        retryAfterS: waitS,
      }),
    }
  }
}

/** The refusal of a device whose role may not do this; `undefined` when it may. A lead may do what an agent may. */
export function refuseRole(device: Device, needed: Role): Answer | undefined {
  if (needed === 'agent' || device.role === 'lead') return undefined
  return refuse({ code: 'forbidden', detail: 'Only the lead of a team may do this.' })
}

function credentialOf(authorization: string | undefined): Credential | undefined {
  const [, token] = BEARER.exec(authorization ?? '') ?? []
  return token === undefined ? undefined : parseSecret('token', token)
}

function keyOf(teamNo: number, deviceNo: number): string {
  return `${teamNo}.${deviceNo}`
}
