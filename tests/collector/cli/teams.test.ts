import { existsSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { failHere, run, runFailing, runHere, runJson } from './support.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

test('a team is made, listed, renamed and retired; each is named by its name or its id', async () => {
  const data = ['--data', temporaryFolder()]
  const team = await runJson(['team', 'add', '  Support North ', ...data])
  expect(team).toEqual({
    id: expect.stringMatching(UUID),
    name: 'Support North',
    createdAt: expect.stringMatching(INSTANT),
    retiredAt: null,
  })
  const renamed = await runJson(['team', 'rename', 'support north', 'Support Hamburg', ...data])
  expect(renamed).toEqual({ ...team, name: 'Support Hamburg' })
  const retired = await runJson(['team', 'retire', team.id.toUpperCase(), ...data])
  expect(retired).toEqual({ ...renamed, retiredAt: expect.stringMatching(INSTANT) })
  expect(await runJson(['team', 'list', ...data])).toEqual({ teams: [retired] })
  const words = await run(['team', 'list', ...data])
  expect(words).toMatchObject({ code: 0, stderr: '' })
  expect(words.stdout.split('\n')[1]).toContain('Support Hamburg')
})

test('the first team makes the data folder; a command that only looks makes none, but says that the folder is a wrong one', async () => {
  const data = ['--data', `${temporaryFolder()}/a/b`]
  const looked = await runFailing(['team', 'list', ...data])
  expect(looked).toMatchObject({ code: 'not-found', exitCode: 3, message: expect.stringContaining('/a/b') })
  expect(existsSync(data[1] ?? '')).toBe(false)
  await runJson(['team', 'add', 'North', ...data])
  expect(statSync(data[1] ?? '').mode & 0o077).toBe(0)
})

test.each([
  { title: 'nothing', name: '   ', says: /needs a name/ },
  { title: 'a line break', name: 'North\nSouth', says: /no line breaks/ },
  { title: 'an escape sequence of the terminal', name: 'North\u001b[31m', says: /control characters/ },
  { title: 'text that turns the direction around', name: 'North\u202Eevil', says: /control characters/ },
  { title: '81 characters', name: 'N'.repeat(81), says: /at most 80/ },
])('$title is no name of a team', async ({ name, says }) => {
  const data = ['--data', temporaryFolder()]
  const refused = await runHere(['team', 'add', name, ...data])
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(says)
  expect((await runHere(['team', 'list', ...data])).code).toBe(3)
})

test('80 characters beyond the Basic Multilingual Plane are a name, in composed form', async () => {
  const data = ['--data', temporaryFolder()]
  expect((await runJson(['team', 'add', '🎧'.repeat(80), ...data])).name).toBe('🎧'.repeat(80))
  expect((await runJson(['team', 'add', 'Mu\u0308nchen', ...data])).name).toBe('München')
})

test('two teams in use never have the same name; a retired one gives its name free', async () => {
  const data = ['--data', temporaryFolder()]
  const first = await runJson(['team', 'add', 'North', ...data])
  await runJson(['team', 'add', 'South', ...data])
  const taken = { code: 'conflict', exitCode: 4 }
  expect(await failHere(['team', 'add', 'NORTH', ...data])).toMatchObject(taken)
  expect(await failHere(['team', 'rename', 'South', 'north', ...data])).toMatchObject(taken)
  expect((await runJson(['team', 'rename', 'North', 'NORTH', ...data])).name).toBe('NORTH')
  await runJson(['team', 'retire', first.id, ...data])
  const second = await runJson(['team', 'add', 'North', ...data])
  expect((await runJson(['code', 'create', 'north', ...data])).teamId).toBe(second.id)
})

test('what is not there is not found, what is retired is not retired again', async () => {
  const data = ['--data', temporaryFolder()]
  await runJson(['team', 'add', 'South', ...data])
  const missing = { code: 'not-found', exitCode: 3, message: expect.stringContaining('"Nowhere"') }
  expect(await failHere(['team', 'rename', 'Nowhere', 'Somewhere', ...data])).toMatchObject(missing)
  expect(await failHere(['team', 'retire', 'Nowhere', ...data])).toMatchObject(missing)
  expect(await failHere(['code', 'create', 'Nowhere', ...data])).toMatchObject(missing)
  await runJson(['team', 'add', 'North', ...data])
  await runJson(['team', 'retire', 'North', ...data])
  expect(await failHere(['team', 'retire', 'North', ...data])).toMatchObject({
    code: 'conflict',
    exitCode: 4,
  })
})
