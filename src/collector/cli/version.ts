/** The program's version: from the package.json above this file, be it the checkout's or the installed package's. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from '../../shared/zod.ts'

const packageSchema = z.object({ version: z.string() })

/** @param from a folder */
export function versionAbove(from: string): string {
  const file = join(from, 'package.json')
  if (existsSync(file)) return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version
  const parent = dirname(from)
  if (parent === from) throw new Error('There is no package.json above the program.')
  return versionAbove(parent)
}
