import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LinkAdapter } from '../../../src/main/triggers/link/adapter.ts'
import { LINK_ACTIONS, parseCommandLine, parseLink } from '../../../src/main/triggers/link/parse.ts'
import { RecordingHost } from './host.ts'

const NOW = Date.UTC(2026, 10, 23, 14)
const code = (link: string): string => {
  const parsed = parseLink(link, NOW)
  return parsed.ok ? 'ok' : parsed.code
}
const lineCode = (...argv: string[]): string => {
  const parsed = parseCommandLine(['/opt/Aftercall/aftercall', ...argv], NOW)
  return parsed.ok ? (parsed.request?.action ?? 'none') : parsed.code
}

describe('a link', () => {
  it('reports an end, in the words of the HTTP body', () => {
    const link =
      'aftercall://ended?id=sip%3Aa84b4c%40host,ext:4711&channel=voice&direction=inbound&cause=remote' +
      '&answered=true&phase=wrapup-end&endedAt=2026-11-23T13:59:00Z&startedAt=1795440000000&durationMs=60000&queue=Klant+en%20service'
    expect(parseLink(link, NOW)).toEqual({
      ok: true,
      request: {
        action: 'ended',
        report: {
          ids: ['sip:a84b4c@host', 'ext:4711'],
          channel: 'voice',
          direction: 'inbound',
          cause: 'remote',
          answered: true,
          phase: 'wrapup-end',
          endedAt: Date.UTC(2026, 10, 23, 13, 59),
          startedAt: 1_795_440_000_000,
          durationMs: 60_000,
          queue: 'Klant en service',
        },
      },
    })
  })

  it('without a time means now, and an empty value means left out', () => {
    const parsed = parseLink('aftercall://ended?queue=&id=', NOW)
    expect(parsed).toMatchObject({ ok: true, request: { report: { ids: [], endedAt: NOW } } })
  })

  it.each(['aftercall://open', 'aftercall://open/', 'AFTERCALL://Open', 'aftercall://open?'])(
    '%s opens the panel',
    (link) => {
      expect(parseLink(link, NOW)).toEqual({ ok: true, request: { action: 'open', window: 'panel' } })
    },
  )

  it('opens my view or the team where they are named, and no other window', () => {
    const opened = (link: string) => parseLink(link, NOW)
    expect(opened('aftercall://open?window=team')).toEqual({
      ok: true,
      request: { action: 'open', window: 'team' },
    })
    expect(opened('aftercall://open?window=summary')).toMatchObject({ request: { window: 'summary' } })
    for (const window of ['settings', 'prompt', 'Team', 'toString'])
      expect(opened(`aftercall://open?window=${window}`)).toMatchObject({ ok: false, code: 'bad-field' })
  })

  it('invites to a team, with the endpoint and the code as they were given', () => {
    expect(
      parseLink(
        'aftercall://enroll?endpoint=https%3A%2F%2Fcollector.example.com%2Fa&code=3-7qk2m%204xr9t',
        NOW,
      ),
    ).toEqual({
      ok: true,
      request: {
        action: 'enroll',
        invitation: { endpoint: 'https://collector.example.com/a', code: '3-7qk2m 4xr9t' },
      },
    })
  })

  it.each([
    ['missing-value', 'aftercall://enroll'],
    ['missing-value', 'aftercall://enroll?endpoint=https%3A%2F%2Fhost'],
    ['missing-value', 'aftercall://enroll?endpoint=&code=1-2'],
    ['missing-value', 'aftercall://enroll?endpoint=https%3A%2F%2Fhost&code='],
    ['bad-field', 'aftercall://enroll?endpoint=https%3A%2F%2Fhost&code=%3Cb%3E'],
    ['bad-field', `aftercall://enroll?endpoint=https%3A%2F%2Fhost&code=${'1'.repeat(101)}`],
    ['duplicate-key', 'aftercall://enroll?endpoint=a&code=1&endpoint=b'],
    ['unknown-key', 'aftercall://enroll?endpoint=a&code=1&confirm=yes'],
    ['unknown-key', 'aftercall://enroll?endpoint=a&code=1&id=sip:1'],
    ['unknown-key', 'aftercall://ended?code=1'],
  ])('that invites is refused as %s: %s', (expected, link) => {
    expect(code(link)).toBe(expected)
  })

  it.each([
    ['too-long', `aftercall://ended?queue=${'x'.repeat(2_100)}`],
    ['not-a-link', 'https://aftercall/ended'],
    ['not-a-link', 'aftercall'],
    ['not-a-link', ''],
    ['not-a-link', 'aftercall://[bad'],
    ['user-info', 'aftercall://user@ended'],
    ['user-info', 'aftercall://user:secret@ended?id=sip:1'],
    ['user-info', 'aftercall://@ended'],
    ['duplicate-key', 'aftercall://ended?id=sip:1&id=sip:2'],
    ['duplicate-key', 'aftercall://ended?id=sip:1&ID=sip:2'],
    ['duplicate-key', 'aftercall://ended?queue=&queue=x'],
    ['unknown-action', 'aftercall://quit'],
    ['unknown-action', 'aftercall://join?code=ABC'],
    ['unknown-action', 'aftercall://settings'],
    ['unknown-action', 'aftercall://ended/rate/5'],
    ['unknown-action', 'aftercall:ended'],
    ['unknown-action', 'aftercall://ended:80'],
    ['unknown-action', 'aftercall://open#rate'],
    ['unknown-action', 'aftercall://'],
    ['unknown-key', 'aftercall://ended?rating=5'],
    ['unknown-key', 'aftercall://ended?ids=sip:1'],
    ['unknown-key', 'aftercall://ended?__proto__=1'],
    ['unknown-key', 'aftercall://rate?rating=5'],
    ['unknown-key', 'aftercall://open?id=sip:1'],
    ['bad-field', 'aftercall://ended?channel=telepathy'],
    ['bad-field', 'aftercall://ended?answered=1'],
    ['bad-field', 'aftercall://ended?id=nonamespace'],
    ['bad-field', 'aftercall://ended?queue=%00'],
    ['bad-field', 'aftercall://ended?endedAt=99999999999999999999'],
    ['forbidden', 'aftercall://ended?id=sip:1&answered=false'],
    ['forbidden', 'aftercall://ended?id=sip:1&direction=internal'],
  ])('is refused as %s: %s', (expected, link) => {
    expect(code(link)).toBe(expected)
  })

  it('is never repeated in the refusal', () => {
    const parsed = parseLink('aftercall://ended?peer=%2B31201234567%00', NOW)
    expect(JSON.stringify(parsed)).not.toContain('31201234567')
  })
})

describe('a command line', () => {
  it('reports an end, one switch a field', () => {
    const argv = ['aftercall', 'ended', '--id=sip:a84b4c@host,ext:1', '--channel=voice', '--answered=false']
    expect(parseCommandLine(argv, NOW)).toMatchObject({
      ok: true,
      request: {
        action: 'ended',
        report: { ids: ['sip:a84b4c@host', 'ext:1'], channel: 'voice', answered: false },
      },
    })
  })

  it('is read as Chromium hands it over: switches first, in lower case, with its own among them', () => {
    const argv = [
      'C:\\Aftercall\\Aftercall.exe',
      '--id=sip:1@host',
      '--endedat=1795440000000',
      '--durationms=5000',
      '--allow-file-access-from-files',
      '--original-process-start-time=13410000000',
      '--lang=nl',
      '--hidden',
      'ended',
    ]
    expect(parseCommandLine(argv, 1_795_440_000_000)).toMatchObject({
      ok: true,
      request: { report: { ids: ['sip:1@host'], endedAt: 1_795_440_000_000, durationMs: 5_000 } },
    })
  })

  it('is searched for a link everywhere', () => {
    expect(lineCode('--hidden', 'aftercall://rate', '--original-process-start-time=1')).toBe('rate')
  })

  it('invites too', () => {
    expect(lineCode('enroll', '--endpoint=https://host', '--code=1-2')).toBe('enroll')
    expect(lineCode('enroll', '--endpoint=https://host', '--code')).toBe('missing-value')
    expect(lineCode('open', '--code=1-2')).toBe('unknown-key')
    expect(lineCode('open', '--window=team')).toBe('open')
    expect(lineCode('open', '--window=settings')).toBe('bad-field')
  })

  it('with nothing for us asks for nothing', () => {
    expect(lineCode()).toBe('none')
    expect(lineCode('--hidden', '.', '/home/agent/file')).toBe('none')
  })

  it('never takes the name of the program for a request', () => {
    expect(parseCommandLine(['aftercall://open'], NOW)).toEqual({ ok: true, request: undefined })
  })

  it.each([
    ['several-links', ['aftercall://open', 'aftercall://rate']],
    ['several-links', ['open', 'rate']],
    ['missing-value', ['ended', '--id', 'sip:1']],
    ['unknown-key', ['ended', '--chanel=voice']],
    ['duplicate-key', ['ended', '--id=sip:1', '--id=sip:2']],
    ['too-long', ['ended', `--queue=${'x'.repeat(2_100)}`]],
    ['bad-field', ['ended', '--answered=no']],
    ['unknown-action', ['aftercall://quit', 'open']],
  ])('is refused as %s: %j', (expected, argv) => {
    expect(lineCode(...argv)).toBe(expected)
  })
})

describe('whatever text comes', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'aftercall:',
      '//',
      'ended',
      'open',
      'rate',
      'enroll',
      'endpoint',
      'code',
      'quit',
      '?',
      '&',
      '=',
      'id',
      '@',
      '#',
      '%',
      '/',
    ),
    fc.constantFrom('answered=false', 'rating=5', 'sip:1', '--id=', '--', '\u0000', '\ud800', '%ff'),
    fc.string({ unit: 'binary', maxLength: 10 }),
  )
  const text = fc.oneof(
    fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(part, { maxLength: 12 }).map((parts) => `aftercall://ended?${parts.join('')}`),
  )
  const allowed = new Set<string>(LINK_ACTIONS)

  it('a link never throws, and never does anything but report, open, ask for a card or invite', () => {
    fc.assert(
      fc.property(text, (link) => {
        const parsed = parseLink(link, NOW)
        expect(parsed.ok ? allowed.has(parsed.request.action) : parsed.detail.endsWith('.')).toBe(true)
        const request = parsed.ok ? parsed.request : undefined
        // It may bring a card up, never keep one away.
        const report = request?.action === 'ended' ? request.report : undefined
        expect(report?.answered).not.toBe(false)
        expect(report?.direction).not.toBe('internal')
      }),
      { numRuns: 5_000 },
    )
  })

  it('a command line never throws', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (argv) => {
        const parsed = parseCommandLine(argv, NOW)
        const action = parsed.ok ? parsed.request?.action : undefined
        expect(action === undefined || allowed.has(action)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the link adapter', () => {
  function start(): {
    adapter: LinkAdapter
    host: RecordingHost
    done: string[]
    pass: (ms: number) => void
  } {
    let now = 0
    const done: string[] = []
    const adapter = new LinkAdapter({
      open: () => done.push('open'),
      rate: () => done.push('rate'),
      enroll: ({ endpoint, code: given }) => done.push(`enroll ${endpoint} ${given}`),
      monotonic: () => now,
    })
    const host = new RecordingHost()
    void adapter.start(host)
    return { adapter, host, done, pass: (ms) => (now += ms) }
  }

  it('takes at most one link in 200 ms', () => {
    const { adapter, done, pass } = start()
    expect(adapter.handleLink('aftercall://open')).toEqual({ ok: true, action: 'open' })
    pass(199)
    expect(adapter.handleLink('aftercall://open')).toMatchObject({ ok: false, code: 'too-often' })
    expect(adapter.handleCommandLine(['x', 'aftercall://rate'])).toMatchObject({ code: 'too-often' })
    pass(1)
    expect(adapter.handleLink('aftercall://rate')).toEqual({ ok: true, action: 'rate' })
    expect(done).toEqual(['open', 'rate'])
  })

  it('hands an invitation on, and does nothing else with it', () => {
    const { adapter, done } = start()
    expect(adapter.handleLink('aftercall://enroll?endpoint=host&code=1-2')).toEqual({
      ok: true,
      action: 'enroll',
    })
    expect(done).toEqual(['enroll host 1-2'])
  })

  it('takes every command line: a script of the softphone may report two ends at once', () => {
    const { adapter, host } = start()
    for (const id of ['sip:1', 'sip:2'])
      expect(adapter.handleCommandLine(['x', 'ended', `--id=${id}`])).toEqual({ ok: true, action: 'ended' })
    expect(host.reports.map(({ ids }) => ids[0])).toEqual(['sip:1', 'sip:2'])
  })

  it('says that nothing was asked for', () => {
    expect(start().adapter.handleCommandLine(['x', '--hidden'])).toEqual({ ok: true, action: 'none' })
  })

  it('takes nothing once it is stopped', async () => {
    const { adapter, host } = start()
    await adapter.stop()
    expect(adapter.handleLink('aftercall://open')).toMatchObject({ ok: false, code: 'stopped' })
    expect(host.last).toEqual({ s: 'stopped' })
  })
})
