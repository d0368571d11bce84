/**
 * A disk that forgets what was not synced. It follows the journal of a process and builds, at any moment, a folder as
 * a power cut would leave it: of what was written since the last sync of a file each write is there, or not, or in
 * part; of what happened to names since the last sync of their folder a first part has happened.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

import type { Random } from '../../support/faults.ts'
import type { Entry } from './journal.ts'

type Change = { readonly offset: number; readonly data: Buffer } | { readonly length: number }

/** What a file holds for sure, and what has happened to it since. */
class File {
  #bytes: Buffer = Buffer.alloc(0)
  #size = 0
  readonly pending: Change[] = []

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.#bytes = Buffer.from(content)
    this.#size = content.length
  }

  sync(): void {
    for (const change of this.pending.splice(0)) this.#apply(change)
  }

  /** The content with some of what is pending. */
  contentWith(changes: readonly Change[]): Buffer {
    const copy = new File(this.#bytes.subarray(0, this.#size))
    for (const change of changes) copy.#apply(change)
    return copy.#bytes.subarray(0, copy.#size)
  }

  #apply(change: Change): void {
    const end = 'length' in change ? change.length : change.offset + change.data.length
    if (end > this.#bytes.length) {
      this.#bytes = Buffer.concat([
        this.#bytes,
        Buffer.alloc(Math.max(end - this.#bytes.length, this.#bytes.length)),
      ])
    }
    if ('length' in change) {
      this.#bytes.fill(0, Math.min(end, this.#size), Math.max(end, this.#size))
      this.#size = end
    } else {
      change.data.copy(this.#bytes, change.offset)
      this.#size = Math.max(this.#size, end)
    }
  }
}

/** A name, or several at once, that appear or go. `undefined`: the name is free afterwards. */
interface NameChange {
  readonly folders: readonly string[]
  readonly names: readonly (readonly [path: string, target: File | 'folder' | undefined])[]
}

/** How much of what was not synced has made it. */
export type Mercy = 'nothing' | 'some' | 'everything'

/** The smallest piece that a disk writes whole. */
const SECTOR = 512

export class Disk {
  readonly #files = new Map<bigint, File>()
  /** As the process sees it. */
  readonly #names = new Map<string, File | 'folder'>()
  /** As it is on the disk for sure. */
  readonly #durable = new Map<string, File | 'folder'>()
  #pending: NameChange[] = []

  /** Begins with a folder that is on the disk as it is. */
  constructor(folder: string) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      const name = relative(folder, path)
      if (entry.isDirectory()) {
        this.#names.set(name, 'folder')
      } else {
        const file = new File(readFileSync(path))
        this.#files.set(statSync(path, { bigint: true }).ino, file)
        this.#names.set(name, file)
      }
    }
    for (const [name, target] of this.#names) this.#durable.set(name, target)
  }

  follow(entry: Entry): void {
    switch (entry.kind) {
      case 'create': {
        const file = new File()
        this.#files.set(entry.inode, file)
        return this.#rename([[entry.path, file]])
      }
      case 'write':
        return void this.#files.get(entry.inode)?.pending.push({ offset: entry.offset, data: entry.data })
      case 'truncate':
        return void this.#files.get(entry.inode)?.pending.push({ length: entry.length })
      case 'sync':
        return this.#files.get(entry.inode)?.sync()
      case 'sync-folder':
        return this.#syncFolder(entry.path)
      case 'rename':
        return this.#rename(
          [...this.#below(entry.from)].flatMap(([path, target]) => [
            [path, undefined] as const,
            [`${entry.to}${path.slice(entry.from.length)}`, target] as const,
          ]),
        )
      case 'link':
        return this.#rename([[entry.to, this.#names.get(entry.from)]])
      case 'mkdir':
        return this.#rename([[entry.path, 'folder']])
      case 'unlink':
      case 'rmdir':
        return this.#rename([[entry.path, undefined]])
    }
  }

  /** Writes the folder as a power cut at this moment would leave it. */
  cut(folder: string, mercy: Mercy, random: Random): void {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const names = new Map(this.#durable)
    const happened = { nothing: 0, some: random(this.#pending.length + 1), everything: this.#pending.length }
    for (const change of this.#pending.slice(0, happened[mercy])) apply(names, change)
    for (const [name, target] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const path = join(folder, name)
      // A folder whose own name was not synced takes what is in it along.
      if (name.includes('/') && !names.has(dirname(name))) continue
      if (target === 'folder') mkdirSync(path, { recursive: true, mode: 0o700 })
      else writeFileSync(path, target.contentWith(survivors(target.pending, mercy, random)), { mode: 0o600 })
    }
  }

  #below(path: string): (readonly [string, File | 'folder'])[] {
    return [...this.#names].filter(([name]) => name === path || name.startsWith(`${path}/`))
  }

  #rename(names: NameChange['names']): void {
    const folders = [...new Set(names.map(([path]) => folderOf(path)))]
    const change = { folders, names }
    apply(this.#names, change)
    this.#pending.push(change)
  }

  #syncFolder(folder: string): void {
    for (const change of this.#pending) if (change.folders.includes(folder)) apply(this.#durable, change)
    this.#pending = this.#pending.filter(({ folders }) => !folders.includes(folder))
  }
}

function apply(names: Map<string, File | 'folder'>, change: NameChange): void {
  for (const [path, target] of change.names) {
    if (target === undefined) names.delete(path)
    else names.set(path, target)
  }
}

function folderOf(path: string): string {
  return dirname(path) === '.' ? '' : dirname(path)
}

function survivors(pending: readonly Change[], mercy: Mercy, random: Random): Change[] {
  switch (mercy) {
    case 'nothing':
      return []
    case 'everything':
      return [...pending]
    case 'some':
      return pending.flatMap((change): Change[] => {
        const fate = random(3)
        if (fate === 0) return []
        if (fate === 1 || 'length' in change) return [change]
        const sectors = random(Math.ceil(change.data.length / SECTOR) + 1)
        return [{ offset: change.offset, data: change.data.subarray(0, sectors * SECTOR) }]
      })
  }
}
