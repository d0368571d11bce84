/** The configurations that docs/collector.md shows: what is tested is what people copy. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const DOCUMENT = readFileSync(resolve(import.meta.dirname, '../../../docs/collector.md'), 'utf8')

/** The only block of code that begins with this line. */
export function documented(firstLine: string): string {
  const blocks = Array.from(DOCUMENT.matchAll(/^```\w*\n(.*?)^```$/gms), ([, text = '']) => text)
  const [block, ...others] = blocks.filter((text) => text.startsWith(`${firstLine}\n`))
  if (block === undefined || others.length > 0)
    throw new Error(`docs/collector.md has not exactly one block that begins with ${firstLine}.`)
  return block
}

/** Puts what is different on this computer in the place of what is written there, which must be there. */
export function adapted(text: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((changed, [written, here]) => {
    if (!changed.includes(written)) throw new Error(`The documented configuration has no ${written}.`)
    return changed.replaceAll(written, here)
  }, text)
}
