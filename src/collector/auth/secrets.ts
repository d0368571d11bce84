/**
 * Tokens, claims, codes and feedback tokens: how they are made, written and taken apart. The store keeps their SHA-256
 * only, which is enough for 256 (tokens, claims) and 75 (codes, which are limited in tries and time) random bits.
 */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A token goes with every request; a claim proves at an enrolment that the device is the same one. */
export type SecretKind = 'token' | 'claim'

const PREFIX = { token: 'aft1', claim: 'afc1' } as const satisfies Record<SecretKind, string>
const SECRET_BYTES = 32
const SECRET = /^(aft1|afc1)\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([A-Za-z0-9_-]{43})$/

/** Where a secret's device is found, and the SHA-256 (32 bytes) of its random part. */
export interface ParsedSecret {
  readonly teamNo: number
  readonly deviceNo: number
  readonly secretHash: Uint8Array
}

/** A new token or claim of a device: the text for the device, the hash for the store. */
export function createSecret(
  kind: SecretKind,
  teamNo: number,
  deviceNo: number,
): { readonly text: string; readonly hash: Uint8Array } {
  const random = randomBytes(SECRET_BYTES).toString('base64url')
  const text = `${PREFIX[kind]}.${teamNo.toString(36)}.${deviceNo.toString(36)}.${random}`
  return { text, hash: sha256(random) }
}

/** Takes a token or claim apart; `undefined` when it isn't one. Whether it is valid only the store knows. */
export function parseSecret(kind: SecretKind, text: string): ParsedSecret | undefined {
  const [, prefix, team, device, random] = SECRET.exec(text) ?? []
  if (prefix !== PREFIX[kind] || team === undefined || device === undefined || random === undefined)
    return undefined
  const teamNo = Number.parseInt(team, 36)
  const deviceNo = Number.parseInt(device, 36)
  if (!Number.isSafeInteger(teamNo) || !Number.isSafeInteger(deviceNo)) return undefined
  return { teamNo, deviceNo, secretHash: sha256(random) }
}

const FEEDBACK_PREFIX = 'aff1'
const FEEDBACK_TOKEN = /^aff1\.([A-Za-z0-9_-]{43})$/

/** A new token of a system that sends customers' feedback: the text for that system, the hash for the store. */
export function createFeedbackToken(): { readonly text: string; readonly hash: Uint8Array } {
  const random = randomBytes(SECRET_BYTES).toString('base64url')
  return { text: `${FEEDBACK_PREFIX}.${random}`, hash: sha256(random) }
}

/** The hash by which a feedback token is kept; `undefined` when the text isn't one. */
export function parseFeedbackToken(text: string): Uint8Array | undefined {
  const [, random] = FEEDBACK_TOKEN.exec(text) ?? []
  return random === undefined ? undefined : sha256(random)
}

/** Compares in constant time; a hash that isn't there matches nothing. */
export function secretMatches(given: Uint8Array, kept: Uint8Array | null): boolean {
  return kept !== null && kept.byteLength === given.byteLength && timingSafeEqual(given, kept)
}

/** Crockford's base 32: no I, L, O, U (https://www.crockford.com/base32.html). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_CHARACTERS = 15
const CODE = /^([0-9A-HJKMNP-TV-Z]{1,8})([0-9A-HJKMNP-TV-Z]{15})$/

/** A new enrolment code of a team, `3-7QK2M-4XR9T-HJ0WD`: the team's number and 75 random bits. */
export function createCode(teamNo: number): { readonly text: string; readonly hash: Uint8Array } {
  const secret = Array.from(randomBytes(CODE_CHARACTERS), (byte) => ALPHABET[byte % 32]).join('')
  const team = toBase32(teamNo)
  const groups = secret.match(/.{5}/g) ?? []
  return { text: [team, ...groups].join('-'), hash: sha256(team + secret) }
}

/** A code as people type it: case, spaces and hyphens don't matter, O is 0, I and L are 1. */
export function parseCode(text: string): { readonly teamNo: number; readonly hash: Uint8Array } | undefined {
  const normal = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  const [, team] = CODE.exec(normal) ?? []
  if (team === undefined) return undefined
  const teamNo = Array.from(team).reduce((value, digit) => value * 32 + ALPHABET.indexOf(digit), 0)
  return { teamNo, hash: sha256(normal) }
}

function toBase32(value: number): string {
  let digits = ''
  for (let rest = value; rest > 0 || digits === ''; rest = Math.floor(rest / 32))
    digits = `${ALPHABET[rest % 32]}${digits}`
  return digits
}

function sha256(text: string): Uint8Array {
  return hash('sha256', text, 'buffer')
}
