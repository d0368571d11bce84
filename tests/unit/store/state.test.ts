import { expect, it } from 'vitest'

import { settingsSchema } from '../../../src/shared/settings.ts'
import { z } from '../../../src/shared/zod.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openIn, refusalOf, withDatabase } from './support.ts'

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
