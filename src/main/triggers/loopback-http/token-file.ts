/**
 * `trigger.json`: where programs of this user find the port and the token. Readable by this user alone. The token is
 * kept over restarts, unless the file could have been read or written by somebody else.
 */
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from '../../../shared/zod.ts'

export const TOKEN_FILE = 'trigger.json'

const fileSchema = z.object({
  version: z.literal(1),
  port: z.int().min(1).max(65_535),
  /** 32 bytes, base64url. */
  token: z.string().regex(/^[\w-]{43}$/),
})

export type TokenFile = z.infer<typeof fileSchema>

/** 32 random bytes, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** The token of a sound file; `undefined` if there is none, it is damaged, or others could reach it. */
export async function readToken(folder: string): Promise<string | undefined> {
  const path = join(folder, TOKEN_FILE)
  try {
    const stats = await lstat(path)
    if (!stats.isFile() || stats.size > 4_096) return undefined
    // Windows has no such bits: there the folder, in the user's profile, keeps others out.
    const isPosix = process.platform !== 'win32'
    if (isPosix && ((stats.mode & 0o077) !== 0 || stats.uid !== process.getuid?.())) return undefined
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data.token : undefined
  } catch {
    return undefined
  }
}

/** Writes the file so that a reader finds the old one or the new one, never half of one. */
export async function writeTokenFile(folder: string, content: TokenFile): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, TOKEN_FILE)
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    // `wx` refuses to follow what somebody may have laid there.
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(content, null, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
