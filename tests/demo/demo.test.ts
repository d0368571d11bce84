/** `npm run demo` as somebody runs it, small and without a window. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, expect, it } from 'vitest'

import { temporaryFolder } from '../support/temporary-folder.ts'
import { enrolmentAnswerSchema } from '../../src/shared/wire/answers.ts'
import { summaryAnswerSchema } from '../../src/shared/wire/summaries.ts'
import {
  customersAnswerSchema,
  followUpsAnswerSchema,
  promotersAnswerSchema,
  storiesAnswerSchema,
} from '../../src/shared/wire/team.ts'
import { ROUTES } from '../../src/shared/wire/limits.ts'

const PROGRAM = resolve(import.meta.dirname, '../../tools/demo/run.ts')
const SMALL = ['--no-widget', '--teams', '2', '--days', '150', '--seed', '3', '--language', 'nl']

let running: Demo | undefined
afterEach(async () => {
  running?.child.kill('SIGTERM')
  await running?.ended
  running = undefined
})

interface Demo {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  /** All that it has said so far. */
  said(): string
}

function start(words: readonly string[], temporary: string): Demo {
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: temporary },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  running = { child, ended: once(child, 'exit'), said: () => text }
  return running
}

async function until(demo: Demo, pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(demo.said())?.[1]
    if (found !== undefined) return found
    if (demo.child.exitCode !== null) throw new Error(`The demo has ended:\n${demo.said()}`)
    await Promise.race([once(demo.child.stdout ?? demo.child, 'data'), demo.ended])
  }
}

it('makes up a contact centre, answers a lead, and leaves nothing behind', async () => {
  const temporary = temporaryFolder()
  const demo = start(SMALL, temporary)
  await until(demo, /(Ctrl\+C ends everything)/)
  const url = await until(demo, /listens on (\S+)/)
  const code = await until(demo, /lead's code\s+(\S+)/)
  expect(demo.said()).toMatch(/^Aftercall DEMO/)

  const joined = await fetch(url + ROUTES.enrolments, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  const { token, team } = enrolmentAnswerSchema.parse(await joined.json())
  expect(team.name).toBe('Demo Klantenservice')
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(url + path.replace(':teamId', team.id), {
      headers: { authorization: `Bearer ${token}` },
    })
    return answer.json()
  }

  const today = new Date().toISOString().slice(0, 10)
  const months = summaryAnswerSchema.parse(
    await ask(`${ROUTES.summary}?from=2020-01-01&to=${today}&by=month`),
  )
  expect(months.closedTo).not.toBeNull()
  const told = months.windows.filter(({ rating, solved, smiley }) =>
    [rating, solved, smiley].every(({ cell }) => cell !== null),
  )
  expect(told.length).toBeGreaterThanOrEqual(3)
  expect(told.some(({ channels, queues }) => channels.length > 1 && queues.length > 1)).toBe(true)

  const { followUps } = followUpsAnswerSchema.parse(await ask(ROUTES.followUps))
  expect(new Set(followUps.map(({ state }) => state))).toEqual(new Set(['open', 'done', 'not-needed']))
  const { stories, spotlight } = storiesAnswerSchema.parse(await ask(ROUTES.stories))
  expect(spotlight?.story.id).toBe(stories[0]?.id)
  const { pulses, customers } = promotersAnswerSchema.parse(await ask(ROUTES.promoters))
  expect(pulses.some(({ cell }) => cell !== null)).toBe(true)
  expect(customers?.quarters.length).toBeGreaterThan(0)
  const { quarters } = customersAnswerSchema.parse(await ask(ROUTES.customers))
  expect(quarters.some(({ figures }) => figures !== null && figures.pairs >= 100)).toBe(true)

  demo.child.kill('SIGINT')
  expect(await demo.ended).toEqual([0, null])
  expect(demo.said()).toContain('its folder is gone')
  expect(readdirSync(temporary)).toEqual([])
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})

it('ends while it is still making things up, and leaves nothing behind', async () => {
  const temporary = temporaryFolder()
  const demo = start(SMALL, temporary)
  await until(demo, /^ {2}(\d{4}-\d\d) /m)
  demo.child.kill('SIGTERM')
  expect(await demo.ended).toEqual([0, null])
  expect(readdirSync(temporary)).toEqual([])
})

it('keeps its folder where that is asked for, and says where', async () => {
  const demo = start([...SMALL.slice(0, -6), '--days', '30', '--keep'], temporaryFolder())
  await until(demo, /(Ctrl\+C ends everything)/)
  demo.child.kill('SIGINT')
  await demo.ended
  const folder = await until(demo, /is still in (\S+)/)
  expect(existsSync(join(folder, 'collector', 'collector.db'))).toBe(true)
})

it.each([
  [['--teams', '0'], /--teams is 0/],
  [['--days', '7'], /--days is 7/],
  [['--language', 'fr'], /--language is fr, and can be: en, nl/],
  [['--colour'], /--colour/],
])('says in one sentence what it does not understand: %j', async (words, sentence) => {
  const demo = start(words, temporaryFolder())
  expect(await demo.ended).toEqual([1, null])
  expect(demo.said()).toMatch(sentence)
  expect(demo.said()).not.toContain('    at ')
})

it('says at once that a port is in use', async () => {
  const first = start(['--no-widget', '--teams', '1', '--days', '30'], temporaryFolder())
  const port = new URL(await until(first, /listens on (\S+)/)).port
  const temporary = temporaryFolder()
  const second = spawn(
    process.execPath,
    [PROGRAM, '--no-widget', '--teams', '1', '--days', '30', '--port', port],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: temporary },
    },
  )
  let text = ''
  second.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  expect(await once(second, 'exit')).toEqual([1, null])
  expect(text).toContain(`Port ${port}`)
  expect(readdirSync(temporary)).toEqual([])
})
