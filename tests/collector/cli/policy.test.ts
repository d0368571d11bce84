import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { failHere, run, runFailing, runHere, runJson } from './support.ts'

/** A data folder with one team. */
async function withTeam(): Promise<readonly string[]> {
  const data = ['--data', temporaryFolder()]
  await runJson(['team', 'add', 'North', ...data])
  return data
}

const DEFAULTS = { threshold: 5, retentionMonths: 12, customerComparison: null }

test('the policy is the safe default until one is set, from a file or from standard input', async () => {
  const data = await withTeam()
  expect(await runJson(['policy', 'show', ...data])).toEqual(DEFAULTS)
  const file = join(temporaryFolder(), 'policy.json')
  writeFileSync(file, '\uFEFF{"threshold": 8}')
  expect(await runJson(['policy', 'set', file, ...data])).toEqual({ ...DEFAULTS, threshold: 8 })
  const piped = { stdin: '{"customerComparison": {"worksCouncilAgreedOn": "2026-01-31"}}' }
  const compared = { ...DEFAULTS, customerComparison: { worksCouncilAgreedOn: '2026-01-31' } }
  expect(await runJson(['policy', 'set', '-', ...data], piped)).toEqual(compared)
  expect(await runJson(['policy', 'show', ...data])).toEqual(compared)
  expect((await run(['policy', 'show', ...data])).stdout).toMatch(/agreed on 2026-01-31/)
})

test('a team has its own policy while one is set, then follows the organisation again', async () => {
  const data = await withTeam()
  const team = ['--team', 'North', ...data]
  await runJson(['policy', 'set', '-', ...team], { stdin: '{"threshold": 10}' })
  expect(await runJson(['policy', 'show', ...team])).toEqual({ ...DEFAULTS, threshold: 10 })
  expect(await runJson(['policy', 'show', ...data])).toEqual(DEFAULTS)
  expect(await runJson(['policy', 'set', '--none', ...team])).toEqual(DEFAULTS)
  expect(await runFailing(['policy', 'show', '--team', 'South', ...data])).toMatchObject({ exitCode: 3 })
})

test.each([
  { text: '{"threshold": 4}', at: 'threshold', says: /from 5 to 1000/ },
  { text: '{"threshold": "7"}', at: 'threshold', says: /whole number/ },
  { text: '{"retentionMonths": 13}', at: 'retentionMonths', says: /from 1 to 12/ },
  { text: '{"customerComparison": true}', at: 'customerComparison', says: /works council agreed/ },
  {
    text: '{"customerComparison": {}}',
    at: 'customerComparison.worksCouncilAgreedOn',
    says: /works council/,
  },
  {
    text: '{"customerComparison": {"worksCouncilAgreedOn": "2026-02-30"}}',
    at: 'customerComparison.worksCouncilAgreedOn',
    says: /works council/,
  },
  {
    text: '{"customerComparison": {"worksCouncilAgreedOn": "2999-01-01"}}',
    at: 'customerComparison.worksCouncilAgreedOn',
    says: /has not come yet/,
  },
  { text: '{"treshold": 7}', at: 'treshold', says: /not a setting; there are threshold/ },
  { text: '[]', at: 'the whole', says: /object in braces/ },
])('$text is refused and $at named; the policy stays', async ({ text, at, says }) => {
  const data = await withTeam()
  const refused = { code: 'usage', exitCode: 2, errors: [{ at, detail: expect.stringMatching(says) }] }
  expect(await failHere(['policy', 'validate', '-'], { stdin: text })).toMatchObject(refused)
  expect(await failHere(['policy', 'set', '-', ...data], { stdin: text })).toMatchObject(refused)
  expect(await runJson(['policy', 'show', ...data])).toEqual(DEFAULTS)
})

test('every field that is wrong is named', async () => {
  const { stderr } = await runHere(['policy', 'validate', '-'], {
    stdin: '{"threshold": 1, "retentionMonths": 0}',
  })
  expect(stderr).toMatch(/threshold: .*\n.*retentionMonths: /)
})

test.each([
  { title: 'no JSON', args: ['-'], stdin: '{', says: /not JSON/ },
  { title: 'nothing', args: ['-'], stdin: '', says: /not JSON/ },
  { title: 'a megabyte', args: ['-'], stdin: ' '.repeat(1_000_000), says: /too large/ },
  {
    title: 'a file that is not there',
    args: ['no-such.json'],
    stdin: '',
    says: /no file or folder no-such\.json/,
  },
  { title: 'no file at all', args: [], stdin: '', says: /Name the file/ },
  { title: 'a file and --none', args: ['-', '--none', '--team', 'North'], stdin: '{}', says: /not both/ },
  { title: '--none without a team', args: ['--none'], stdin: '', says: /add --team/ },
])('$title is refused', async ({ args, stdin, says }) => {
  const refused = await runHere(['policy', 'set', ...args, '--data', temporaryFolder()], { stdin })
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(says)
})

test('a policy is validated without touching any store', async () => {
  expect(await runJson(['policy', 'validate', '-'], { stdin: '{"retentionMonths": 6}' })).toEqual({
    ...DEFAULTS,
    retentionMonths: 6,
  })
})
