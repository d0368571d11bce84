import { describe, expect, it } from 'vitest'
import type { AdapterHost, TriggerAdapter } from '../../../src/main/triggers/adapter.ts'
import { LinkAdapter } from '../../../src/main/triggers/link/adapter.ts'
import { ManualAdapter } from '../../../src/main/triggers/manual.ts'
import { Supervisor } from '../../../src/main/triggers/supervisor.ts'
import type { AdapterPlan, HubDoor } from '../../../src/main/triggers/supervisor.ts'
import type { AdapterState, InteractionEnded } from '../../../src/shared/trigger.ts'

const REPORT: InteractionEnded = {
  ids: ['sip:1'],
  channel: 'voice',
  direction: 'inbound',
  cause: 'remote',
  answered: true,
  phase: 'hangup',
  endedAt: 0,
}

/** An adapter that does what the test says. */
class Puppet implements TriggerAdapter {
  readonly id: string
  readonly kind = 'puppet'
  readonly log: string[]
  host: AdapterHost | undefined
  onStart: () => Promise<void> = () => Promise.resolve()
  onStop: () => Promise<void> = () => Promise.resolve()

  constructor(id: string, log: string[]) {
    this.id = id
    this.log = log
  }

  async start(host: AdapterHost): Promise<void> {
    this.host = host
    this.log.push(`start ${this.id}`)
    await this.onStart()
    host.state({ s: 'up' })
  }

  async stop(): Promise<void> {
    this.log.push(`stop ${this.id}`)
    await this.onStop()
  }
}

class Bench {
  /** What reached the hub, and what adapters were told to do, in order. */
  readonly log: string[] = []
  readonly roles = new Map<string, string>()
  readonly states: [string, AdapterState | undefined][] = []
  readonly puppets = new Map<string, Puppet>()
  readonly supervisor: Supervisor

  constructor() {
    const hub: HubDoor = {
      host: (id, role) => {
        this.roles.set(id, role)
        return {
          ended: ({ ids }) => this.log.push(`${id} ended ${ids.join()}`),
          live: (ids, up) => this.log.push(`${id} live ${ids.join()} ${up}`),
          running: (up) => this.log.push(`${id} running ${up}`),
          release: () => this.log.push(`${id} release`),
        }
      },
    }
    this.supervisor = new Supervisor({
      hub,
      now: () => 42,
      onState: (id, state) => this.states.push([id, state]),
      stopTimeoutMs: 50,
    })
  }

  plan(id: string, settings: unknown, prepare: (puppet: Puppet) => void = () => {}): [string, AdapterPlan] {
    const create = (): Puppet => {
      const puppet = new Puppet(id, this.log)
      prepare(puppet)
      this.puppets.set(id, puppet)
      return puppet
    }
    return [id, { settings, create }]
  }
}

describe('the supervisor', () => {
  it('starts what is wanted and stops what no longer is', async () => {
    const bench = new Bench()
    await bench.supervisor.apply(new Map([bench.plan('a', 1), bench.plan('b', 1)]))
    expect([...bench.supervisor.states()]).toEqual([
      ['a', { s: 'up' }],
      ['b', { s: 'up' }],
    ])
    await bench.supervisor.apply(new Map([bench.plan('b', 1)]))
    expect([...bench.supervisor.states().keys()]).toEqual(['b'])
    expect(bench.log.slice(-2)).toEqual(['stop a', 'a release'])
    expect(bench.states.at(-1)).toEqual(['a', undefined])
  })

  it('leaves alone what has the same settings and restarts what has others', async () => {
    const bench = new Bench()
    await bench.supervisor.apply(new Map([bench.plan('a', { port: 1 }), bench.plan('b', { port: 1 })]))
    bench.log.length = 0
    await bench.supervisor.apply(new Map([bench.plan('a', { port: 1 }), bench.plan('b', { port: 2 })]))
    expect(bench.log).toEqual(['stop b', 'b running false', 'start b', 'b running true'])
  })

  it('keeps what is live over a restart: whoever told it goes on telling', async () => {
    const bench = new Bench()
    await bench.supervisor.apply(new Map([bench.plan('a', 1)]))
    await bench.supervisor.apply(new Map([bench.plan('a', 2)]))
    expect(bench.log).not.toContain('a release')
  })

  it('makes an adapter that cannot start `failed` with its reason, and starts the others', async () => {
    const bench = new Bench()
    const broken = bench.plan('a', 1, (puppet) => {
      puppet.onStart = () => Promise.reject(new Error('The moon is in the way.'))
    })
    const impossible: [string, AdapterPlan] = [
      'c',
      {
        settings: 1,
        create: () => {
          throw new Error('No such thing.')
        },
      },
    ]
    await bench.supervisor.apply(new Map([broken, bench.plan('b', 1), impossible]))
    expect(Object.fromEntries(bench.supervisor.states())).toEqual({
      a: { s: 'failed', why: 'The moon is in the way.' },
      b: { s: 'up' },
      c: { s: 'failed', why: 'No such thing.' },
    })
    expect(bench.log).toContain('a release')
  })

  it('passes on what an adapter reports, and nothing once it was stopped', async () => {
    const bench = new Bench()
    await bench.supervisor.apply(new Map([bench.plan('a', 1)]))
    const host = bench.puppets.get('a')?.host
    host?.ended(REPORT)
    host?.live(['sip:2'], true)
    expect(host?.now()).toBe(42)
    expect(bench.log.slice(-2)).toEqual(['a ended sip:1', 'a live sip:2 true'])
    await bench.supervisor.stop()
    expect(host?.signal.aborted).toBe(true)
    const before = bench.log.length
    host?.ended(REPORT)
    host?.state({ s: 'up' })
    expect(bench.log).toHaveLength(before)
    expect(bench.supervisor.states().size).toBe(0)
  })

  it('releases what was live when an adapter loses its source', async () => {
    const bench = new Bench()
    await bench.supervisor.apply(new Map([bench.plan('a', 1)]))
    bench.puppets.get('a')?.host?.state({ s: 'waiting', retryInMs: 1, why: 'gone' })
    expect(bench.log.at(-1)).toBe('a release')
    bench.puppets.get('a')?.host?.state({ s: 'connecting', attempt: 2 })
    expect(bench.log.at(-1)).toBe('a running false')
  })

  it('does not wait for an adapter that never stops', async () => {
    const bench = new Bench()
    const stuck = bench.plan('a', 1, (puppet) => {
      puppet.onStop = () => new Promise(() => {})
    })
    await bench.supervisor.apply(new Map([stuck]))
    await bench.supervisor.stop()
    expect(bench.supervisor.states().size).toBe(0)
  })

  it('carries out changes one after another, so that a port is free before it is taken again', async () => {
    const bench = new Bench()
    const slow = bench.plan('a', 1, (puppet) => {
      puppet.onStop = () => new Promise((resolve) => setTimeout(resolve, 20))
    })
    const first = bench.supervisor.apply(new Map([slow]))
    const second = bench.supervisor.apply(new Map([bench.plan('a', 2)]))
    const third = bench.supervisor.apply(new Map([bench.plan('a', 3)]))
    await Promise.all([first, second, third])
    expect(bench.log.filter((line) => /^(?:start|stop)/.test(line))).toEqual([
      'start a',
      'stop a',
      'start a',
      'stop a',
      'start a',
    ])
  })

  it('tells the hub which adapters watch, which are called, and which are the agent', async () => {
    const bench = new Bench()
    const plans: [string, AdapterPlan][] = [
      ['tray', { settings: null, create: () => new ManualAdapter('tray') }],
      [
        'link',
        {
          settings: null,
          create: () => new LinkAdapter({ open: () => {}, rate: () => {}, enroll: () => {} }),
        },
      ],
      bench.plan('a', 1),
    ]
    await bench.supervisor.apply(new Map(plans))
    expect(Object.fromEntries(bench.roles)).toEqual({ tray: 'manual', link: 'caller', a: 'source' })
  })
})

describe('asking by hand', () => {
  it('reports an end now, without ids', async () => {
    const bench = new Bench()
    const tray = new ManualAdapter('tray')
    expect(tray.request()).toEqual({ ok: false, code: 'stopped' })
    await bench.supervisor.apply(new Map([['tray', { settings: null, create: () => tray }]]))
    expect(tray.request()).toEqual({ ok: true })
    expect(bench.log.at(-1)).toBe('tray ended ')
  })
})
