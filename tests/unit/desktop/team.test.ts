import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { MachinePolicy } from '../../../src/shared/machine-policy.ts'
import { openStore } from '../../../src/main/store/index.ts'
import { Sync } from '../../../src/main/sync/index.ts'
import { Team } from '../../../src/main/team-wiring.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const DAY = '2026-11-23'
const NOW = Date.UTC(2026, 10, 23, 14)

interface Options {
  readonly policy?: MachinePolicy
  readonly online?: () => boolean
}

/** A team on a real store, with an HTTP client at which nobody ever answers. */
function bench({ policy = {}, online = () => true }: Options = {}) {
  const store = openStore({ directory: temporaryFolder(), now: () => NOW })
  const asked: string[] = []
  const requests: string[] = []
  const timers: (() => void)[] = []
  const team = new Team({
    store,
    http: ({ url }) => {
      requests.push(url)
      return Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'))
    },
    secrets: {
      persistent: true,
      load: () => Promise.resolve(undefined),
      save: () => Promise.resolve(),
      clear: () => Promise.resolve(),
    },
    isOnline: online,
    clock: {
      now: () => NOW,
      timeZone: () => 'Europe/Amsterdam',
      after: (_ms, job) => {
        timers.push(job)
        return () => void timers.splice(timers.indexOf(job), 1)
      },
    },
    policy: { policy, path: null, problem: null },
    log: { info() {}, warn() {}, error() {} },
    version: '1.2.3',
    ask: () => asked.push('ask'),
    changed: () => {},
  })
  onTestFinished(async () => {
    await team.stop()
    store.close()
  })
  return { team, store, asked, requests }
}

describe('an invitation', () => {
  it('is asked about with the address in its normal form, and asks nobody else', () => {
    const { team, asked, requests } = bench()
    team.invite({ endpoint: 'Collector.Example.com/', code: '1-2' })
    expect(asked).toEqual(['ask'])
    expect(team.view().invitation).toEqual({
      kind: 'ask',
      endpoint: 'https://collector.example.com',
      code: '1-2',
    })
    expect(requests).toEqual([])
    team.dismiss()
    expect(team.view().invitation).toBeNull()
  })

  it.each([
    ['http://collector.example.com', 'not-secure'],
    ['https://you@collector.example.com', 'bad-address'],
    ['javascript://%0aalert(1)', 'bad-address'],
    ['https://collector.example.com/?x', 'bad-address'],
  ])('to %s can’t be agreed to: %s', (endpoint, problem) => {
    const { team } = bench()
    team.invite({ endpoint, code: '1-2' })
    expect(team.view().invitation).toEqual({ kind: 'bad', problem })
  })

  it('shows a host that only looks like another one as it really is', () => {
    const { team } = bench()
    // The first letter is Cyrillic.
    team.invite({ endpoint: 'https://сollector.example.com', code: '1-2' })
    expect(team.view().invitation).toMatchObject({ endpoint: 'https://xn--ollector-ech.example.com' })
  })

  it('elsewhere than where the policy file says changes nothing; to that very place it brings the code', () => {
    const policy = { sync: { endpoint: 'https://collector.example.com', wire: 'aftercall' } } as const
    const { team } = bench({ policy })
    team.invite({ endpoint: 'https://other.example.com', code: '1-2' })
    expect(team.view().invitation).toEqual({ kind: 'managed', endpoint: 'https://other.example.com' })
    team.invite({ endpoint: 'https://collector.example.com/', code: '1-2' })
    expect(team.view().invitation).toMatchObject({ kind: 'ask' })
  })

  it('is nothing for a plain receiver, which knows no codes', () => {
    const policy = { sync: { endpoint: 'https://collector.example.com', wire: 'cloudevents' } } as const
    const { team } = bench({ policy })
    team.invite({ endpoint: 'https://collector.example.com', code: '1-2' })
    expect(team.view().invitation).toMatchObject({ kind: 'managed' })
  })
})

describe('joining', () => {
  it('goes to the policy file’s address whatever a window says', async () => {
    const policy = { sync: { endpoint: 'https://collector.example.com', wire: 'aftercall' } } as const
    const { team, requests } = bench({ policy })
    expect(await team.enrol('https://other.example.com', '1-2')).toEqual({
      joined: false,
      problem: 'no-network',
    })
    expect(requests).toEqual(['https://collector.example.com/v1/enrolments'])
  })

  it('at an address that isn’t one asks nobody', async () => {
    const { team, requests } = bench()
    expect(await team.enrol('http://collector.example.com', '1-2')).toEqual({
      joined: false,
      problem: 'not-secure',
    })
    expect(requests).toEqual([])
  })
})

describe('before a computer belongs to a team', () => {
  it('what would leave is shown, and since when', () => {
    const { team, store } = bench()
    expect(team.view().unsent).toBeNull()
    expect(team.outgoing()).toEqual({ events: [], more: 0 })
    store.days.open(DAY, 'Europe/Amsterdam')
    store.days.smile(DAY, 'sad')
    expect(team.view().unsent).toEqual({ count: 1, since: DAY })
    expect(team.outgoing()).toMatchObject({
      events: [{ type: 'org.aftercall.day.v1', data: { workDay: DAY, deleted: false, smiley: 'sad' } }],
      more: 0,
    })
  })

  it('several answers are counted, from the first day on in whatever order they were made', () => {
    const { team, store } = bench()
    for (const day of [DAY, '2026-11-19', '2026-11-20']) {
      store.days.open(day, 'Europe/Amsterdam')
      store.days.smile(day, 'happy')
    }
    expect(team.view()).toMatchObject({ unsent: { count: 3, since: '2026-11-19' } })
  })

  it('an answer of the quarter counts from its first day', () => {
    const { team, store } = bench()
    store.pulses.answer('2026-Q4', 8)
    expect(team.view().unsent).toEqual({ count: 1, since: '2026-10-01' })
  })

  it('nothing is left to send when the computer shuts down', () => {
    const { team, store } = bench()
    store.days.open(DAY, 'Europe/Amsterdam')
    store.days.smile(DAY, 'sad')
    expect(team.hasUnsent()).toBe(false)
  })
})

it('a network that is back is noticed by the tick, once', () => {
  const woke = vi.spyOn(Sync.prototype, 'woke')
  onTestFinished(() => woke.mockRestore())
  let online = true
  const { team } = bench({ online: () => online })
  team.tick()
  online = false
  team.tick()
  expect(woke).not.toHaveBeenCalled()
  online = true
  team.tick()
  team.tick()
  expect(woke).toHaveBeenCalledTimes(1)
})
