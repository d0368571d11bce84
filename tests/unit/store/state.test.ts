import { readFileSync } from 'node:fs'

import { expect, it } from 'vitest'

import { settingsSchema } from '../../../src/shared/settings.ts'
import { z } from '../../../src/shared/zod.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { databaseIn, openIn, refusalOf, withDatabase } from './support.ts'

const counter = z.strictObject({ n: z.int() })

it('keeps documents over a restart', () => {
  const directory = temporaryFolder()
  const settings = settingsSchema.parse({ language: 'nl' })
  let store = openIn(directory)
  store.state.write('settings', settings)
  store.state.write('counter', { n: 1 })
  store.state.write('counter', { n: 2 })
  store.close()
  store = openIn(directory)
  expect(store.state.read('settings', settingsSchema)).toEqual(settings)
  expect(store.state.read('counter', counter)).toEqual({ n: 2 })
})

it('says undefined for a document that is not there or does not fit', () => {
  const store = openIn(temporaryFolder())
  store.state.write('counter', { n: 'one' })
  expect(store.state.read('counter', counter)).toBeUndefined()
  expect(store.state.read('other', counter)).toBeUndefined()
})

it('does not write what is already there', () => {
  const directory = temporaryFolder()
  const store = openIn(directory)
  for (const n of [1, 1, 2, 2]) store.state.write('counter', { n })
  const revision = withDatabase(directory, (db) => db.prepare('SELECT revision FROM state').pluck().get())
  expect(revision).toBe(2)
})

it('refuses what JSON has no form for', () => {
  const store = openIn(temporaryFolder())
  expect(refusalOf(() => store.state.write('counter', undefined))).toBe('invalid')
  expect(refusalOf(() => store.state.write('', { n: 1 }))).toBe('invalid')
})

it('empties a document and all under it, and no other', () => {
  const directory = temporaryFolder()
  const store = openIn(directory)
  const keys = ['board', 'board/a/0', 'board/b/12', 'boards', 'board.', 'boar', 'board0']
  for (const key of keys) store.state.write(key, { n: 1, word: `Marimba of ${key}` })
  store.state.empty('board')
  const left = keys.filter((key) => store.state.read(key, z.looseObject({})) !== undefined)
  expect(left).toEqual(['boards', 'board.', 'boar', 'board0'])
  // A document that says nothing is there, and newer, so that a repair doesn't bring back what it said.
  expect(store.state.read('board/a/0', z.null())).toBeNull()
  store.close()
  const bytes = readFileSync(databaseIn(directory))
  expect(bytes.includes('Marimba of board/a/0')).toBe(false)
  expect(bytes.includes('Marimba of boards')).toBe(true)
})
