/** The processes of the runs: what goes wrong in one of them is told, and none stays behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { expect, it, onTestFinished, vi } from 'vitest'

import { temporaryFolder } from '../../support/temporary-folder.ts'
import type { DeviceCalls } from './device-host.ts'
import { Host, HostGone } from './host.ts'
import { SOURCES } from './hosts.ts'

function startHost(): Host<DeviceCalls> {
  const host = new Host<DeviceCalls>(SOURCES.device, temporaryFolder())
  onTestFinished(() => host.kill())
  return host
}

it('what a call in a host throws is told with its place', async () => {
  const call = startHost().call('disconnect', { key: 'Z' })
  await expect(call).rejects.toThrow('There is no device Z in this host.')
  await expect(call).rejects.toThrow(/\/device-host\.ts:\d+:\d+/)
})

it('a host that ends by itself tells what it has printed last', async () => {
  vi.stubEnv('NODE_OPTIONS', '--import=data:text/javascript,throw(Error("no-more-paper"))')
  onTestFinished(() => void vi.unstubAllEnvs())
  const host = startHost()
  const call = host.call('log', { key: 'A' })
  await expect(call).rejects.toThrow(HostGone)
  await expect(call).rejects.toThrow('no-more-paper')
  expect(host.crashed).toBe(true)
})

it('a host that is killed is gone, and whoever waits for it hears of that', async () => {
  const host = startHost()
  const call = host.call('log', { key: 'A' })
  await host.kill()
  await expect(call).rejects.toThrow(HostGone)
  expect(host.crashed).toBe(false)
})

it('a host ends when its parent is killed', async () => {
  const program = `
    import { fork } from 'node:child_process'
    const host = fork(process.argv[1], { serialization: 'advanced', execArgv: [] })
    host.once('message', () => console.log(host.pid))
    host.send({ id: 0, name: 'log', argument: { key: 'A' } })`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program, SOURCES.device])
  const [line] = await once(parent.stdout, 'data')
  const pid = Number(String(line))
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await vi.waitUntil(() => !isAlive(pid), { timeout: 30_000 })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
