/** The licences of what is bundled, which ask to be kept with every copy. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

/** The packages to which modules belong, by their folder. */
function packageFolders(modules: Iterable<string>): readonly string[] {
  const folders = new Set<string>()
  const marker = `${sep}node_modules${sep}`
  for (const raw of modules) {
    const module = raw.replace(/^\0+/, '').split('?')[0] ?? ''
    const at = module.lastIndexOf(marker)
    if (at === -1) continue
    const [first = '', second = ''] = module.slice(at + marker.length).split(sep)
    const name = first.startsWith('@') ? join(first, second) : first
    folders.add(join(module.slice(0, at + marker.length), name))
  }
  return [...folders].toSorted()
}

/** The text of all licences. A package without a licence's text is named with the licence that it states. */
export function licensesOf(root: string, modules: Iterable<string>): string {
  const texts = packageFolders(modules).map((folder) => {
    if (!folder.startsWith(root)) throw new Error(`${folder} is not of this checkout.`)
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
    const path = file === undefined ? undefined : join(folder, file)
    const text = path !== undefined && existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
    return `${name} ${version} (${license})\n\n${text}`.trimEnd()
  })
  return `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}
