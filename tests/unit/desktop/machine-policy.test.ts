import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAdministrators, machinePolicyPath, readMachinePolicy } from '../../../src/main/machine-policy.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const ENDPOINT = 'https://collector.example.com'

/** A computer whose administrators' file is missing, and whose agent names a file with this text. */
function named(text: string) {
  const folder = temporaryFolder()
  const path = join(folder, 'pilot.json')
  writeFileSync(path, text)
  const env = { AFTERCALL_POLICY_FILE: 'pilot.json' }
  const read = readMachinePolicy({ platform: 'linux', env, cwd: folder }, join(folder, 'none', 'policy.json'))
  return { read, path }
}

describe('the policy file', () => {
  it.each([
    ['linux', {}, '/etc/aftercall/policy.json'],
    ['darwin', {}, '/Library/Application Support/Aftercall/policy.json'],
  ] as const)('is at a fixed place on %s', (platform, env, expected) => {
    expect(machinePolicyPath({ platform, env })).toBe(expected)
  })

  it('is under %ProgramData% on Windows', () => {
    const env = { ProgramData: 'D:/Data' }
    expect(machinePolicyPath({ platform: 'win32', env })).toBe(join('D:/Data', 'Aftercall', 'policy.json'))
  })

  it('is nothing to worry about where there is none', () => {
    const place = { platform: 'linux', env: {}, cwd: '/' } as const
    expect(readMachinePolicy(place, '/nowhere/policy.json')).toEqual({
      policy: {},
      path: null,
      problem: null,
    })
  })

  it('sets the endpoint', () => {
    const { read, path } = named(JSON.stringify({ sync: { endpoint: ENDPOINT, code: '3-ABC' } }))
    expect(read).toEqual({
      policy: { sync: { endpoint: ENDPOINT, code: '3-ABC', wire: 'aftercall' } },
      path,
      problem: null,
    })
  })

  it('lets a receiver’s address carry a query, but not a collector’s', () => {
    const endpoint = 'https://events.example.com/in?stream=aftercall'
    const text = (wire: string) => JSON.stringify({ sync: { endpoint, wire } })
    expect(named(text('cloudevents')).read).toMatchObject({ policy: { sync: { endpoint } }, problem: null })
    expect(named(text('aftercall')).read.problem).toMatchObject({ code: 'field', detail: 'sync.endpoint' })
  })

  it('may begin with the byte order mark that editors of Windows write', () => {
    expect(named('\uFEFF{}').read).toMatchObject({ policy: {}, problem: null })
  })

  it.each([
    ['not-json', '{"sync": ', expect.any(String)],
    ['field', '[]', '{}'],
    ['field', '{"sink": {}}', 'sink'],
    ['field', '{"sync": {"wire": "aftercall"}}', 'sync.endpoint'],
    ['field', `{"sync": {"endpoint": "${ENDPOINT}", "kode": "1"}}`, 'sync.kode'],
    ['field', `{"sync": {"endpoint": "${ENDPOINT}", "wire": "mqtt"}}`, 'sync.wire'],
    ['field', '{"sync": {"endpoint": "http://collector.example.com"}}', 'sync.endpoint'],
    ['field', '{"sync": {"endpoint": "https://user:secret@host"}}', 'sync.endpoint'],
    ['unreadable', ' '.repeat(70_000), '70000 bytes'],
  ])('that is %s changes nothing, and the problem names file and field: %.60s', (code, text, detail) => {
    const { read, path } = named(text)
    expect(read).toEqual({ policy: {}, path: null, problem: { code, path, detail } })
  })

  it('that is named but missing is a problem, not silence', () => {
    const place = { platform: 'linux', env: { AFTERCALL_POLICY_FILE: '/nowhere/p.json' }, cwd: '/' } as const
    expect(readMachinePolicy(place, '/nowhere/policy.json').problem).toMatchObject({
      code: 'unreadable',
      path: '/nowhere/p.json',
    })
  })

  it('of the administrators counts before the one that the agent names, also when it is broken', () => {
    const folder = temporaryFolder()
    const machine = join(folder, 'policy.json')
    const own = join(folder, 'own.json')
    writeFileSync(machine, '{"sync": 1}')
    writeFileSync(own, JSON.stringify({ sync: { endpoint: ENDPOINT } }))
    // Windows: the rights of a test's folder are not the administrators' on other systems.
    const place = { platform: 'win32', env: { AFTERCALL_POLICY_FILE: own }, cwd: folder } as const
    expect(readMachinePolicy(place, machine)).toMatchObject({
      policy: {},
      problem: { code: 'field', path: machine },
    })
  })

  it('of the administrators doesn’t count while somebody else may change it', () => {
    const folder = temporaryFolder()
    const machine = join(folder, 'policy.json')
    writeFileSync(machine, JSON.stringify({ sync: { endpoint: ENDPOINT } }))
    chmodSync(machine, 0o666)
    expect(readMachinePolicy({ platform: 'linux', env: {}, cwd: folder }, machine)).toMatchObject({
      policy: {},
      problem: { code: 'open-to-others', path: machine, detail: machine },
    })
  })
})

describe('a file is the administrators’ own', () => {
  it.each([
    ['root, 0644', { uid: 0, gid: 0, mode: 0o100_644 }, 'linux', true],
    ['a program’s group may read it', { uid: 0, gid: 44, mode: 0o100_640 }, 'linux', true],
    ['root and group root may write it', { uid: 0, gid: 0, mode: 0o100_664 }, 'linux', true],
    ['everybody may write it', { uid: 0, gid: 0, mode: 0o100_666 }, 'linux', false],
    ['another group may write it', { uid: 0, gid: 100, mode: 0o100_664 }, 'linux', false],
    ['a person owns it', { uid: 1000, gid: 0, mode: 0o100_644 }, 'linux', false],
    ['the group admin of macOS', { uid: 0, gid: 80, mode: 0o100_664 }, 'darwin', true],
    ['group 80 elsewhere', { uid: 0, gid: 80, mode: 0o100_664 }, 'linux', false],
  ] as const)('%s', (_what, stats, platform, expected) => {
    expect(isAdministrators(stats, platform)).toBe(expected)
  })
})
