/** Tokens of the systems that send customers' feedback. */
import type { Selectable } from 'kysely'

import { createFeedbackToken } from '../../auth/secrets.ts'
import type { Feedback, FeedbackToken } from '../customers.ts'
import type { FeedbackTokenTable } from '../schema.ts'
import { StoreError } from '../store.ts'
import type { Engine } from './engine.ts'

/** A token's id is so many bytes of its hash, in hexadecimal digits. */
const ID_BYTES = 6
const LONGEST_NAME = 200

export async function createToken(
  engine: Engine,
  name: string,
): Promise<FeedbackToken & { readonly token: string }> {
  const clean = name.trim()
  // oxlint-disable-next-line no-control-regex -- a name is one line
  if (clean === '' || clean.length > LONGEST_NAME || /[\u0000-\u001f]/.test(clean) || !clean.isWellFormed())
    throw new StoreError('conflict', `A token's name is one line of 1 to ${LONGEST_NAME} characters.`)
  const { text, hash } = createFeedbackToken()
  const row = { token_hash: hash, name: clean, created_at: engine.now(), revoked_at: null }
  await engine.db.insertInto('feedback_token').values(row).execute()
  return { ...toToken(row), token: text }
}

/** All tokens, also those that were revoked, oldest first. */
export async function listTokens({ db }: Engine): Promise<readonly FeedbackToken[]> {
  const rows = await db
    .selectFrom('feedback_token')
    .selectAll()
    .orderBy('created_at')
    .orderBy('token_hash')
    .execute()
  return rows.map(toToken)
}

/** A token that was revoked before keeps that time. @throws StoreError `not-found` */
export async function revokeToken(engine: Engine, id: string): Promise<FeedbackToken> {
  const unknown = new StoreError('not-found', `There is no feedback token with the id "${id}".`)
  if (!new RegExp(`^[0-9a-f]{${ID_BYTES * 2}}$`).test(id)) throw unknown
  const first = Buffer.from(id.padEnd(64, '0'), 'hex')
  const last = Buffer.from(id.padEnd(64, 'f'), 'hex')
  await engine.db
    .updateTable('feedback_token')
    .set({ revoked_at: engine.now() })
    .where('token_hash', '>=', first)
    .where('token_hash', '<=', last)
    .where('revoked_at', 'is', null)
    .execute()
  const row = await engine.db
    .selectFrom('feedback_token')
    .selectAll()
    .where('token_hash', '>=', first)
    .where('token_hash', '<=', last)
    .executeTakeFirst()
  if (row === undefined) throw unknown
  return toToken(row)
}

/** Looked up by its hash: 256 random bits can't be guessed piece by piece. */
export async function authenticateToken(
  { db }: Engine,
  secretHash: Uint8Array,
): Promise<Awaited<ReturnType<Feedback['authenticate']>>> {
  const row = await db
    .selectFrom('feedback_token')
    .select('revoked_at')
    .where('token_hash', '=', secretHash)
    .executeTakeFirst()
  if (row === undefined) return 'unauthorized'
  return row.revoked_at === null ? 'ok' : 'revoked'
}

function toToken(row: Selectable<FeedbackTokenTable>): FeedbackToken {
  return {
    id: Buffer.from(row.token_hash)
      .toString('hex')
      .slice(0, ID_BYTES * 2),
    name: row.name,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }
}
