/** Settings in the environment, as unit files and container tools write them. */
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { run, runFailing, startServer } from './support.ts'

test.each(['0', 'false', 'no', ''])(
  'AFTERCALL_BEHIND_PROXY=%s is no: nothing listens in the clear on a network',
  async (value) => {
    const args = ['serve', '--host', '0.0.0.0', '--port', '0', '--data', temporaryFolder()]
    const refused = await runFailing(args, { env: { AFTERCALL_BEHIND_PROXY: value } })
    expect(refused).toMatchObject({ exitCode: 2, message: expect.stringContaining('without TLS') })
  },
)

test('AFTERCALL_BEHIND_PROXY=1 is yes, and the greeting makes no code for an address at which nobody is', async () => {
  const server = await startServer(['--host', '0.0.0.0', '--data', temporaryFolder()], {
    env: { AFTERCALL_BEHIND_PROXY: '1' },
  })
  const next = server.stdout().split('\n').slice(2).join('\n')
  expect(next).toContain('--endpoint https://aftercall.example.com')
  expect(next).not.toContain('0.0.0.0')
})

test('on this computer the greeting names the address itself, in IPv6 too', async () => {
  const server = await startServer(['--host', '::1', '--data', temporaryFolder()])
  expect(server.stdout()).toContain(`--endpoint ${server.address}`)
})

test('AFTERCALL_BEHIND_PROXY=perhaps is refused by its name', async () => {
  const args = ['serve', '--port', '0', '--data', temporaryFolder()]
  const refused = await runFailing(args, { env: { AFTERCALL_BEHIND_PROXY: 'perhaps' } })
  expect(refused).toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('AFTERCALL_BEHIND_PROXY is 1 or 0'),
  })
})

test('variables that are there and empty are left out: folder, database, metrics token', async () => {
  const data = temporaryFolder()
  const server = await startServer(['--data', data], {
    env: { AFTERCALL_DATABASE: '', AFTERCALL_METRICS_TOKEN: '' },
  })
  expect(server.stdout()).toContain(data)
  // Without a token this computer may read them.
  expect((await fetch(`${server.address}/metrics`)).status).toBe(200)
  const home = temporaryFolder()
  const env = { AFTERCALL_DATA: '', AFTERCALL_DATABASE: '', HOME: home, XDG_DATA_HOME: '' }
  expect(await run(['stats'], { env })).toMatchObject({ stderr: expect.stringContaining(home) })
})

test('a folder that is typed counts more than a database in the environment; typed together they are refused', async () => {
  const data = temporaryFolder()
  const database = 'postgres://nobody@127.0.0.1:1/none'
  const stats = await run(['stats', '--data', data], { env: { AFTERCALL_DATABASE: database } })
  expect(stats.stdout + stats.stderr).toContain(data)
  expect(await runFailing(['stats', '--data', data, '--database', database])).toMatchObject({
    exitCode: 2,
    message: 'Name a data folder or a database, not both.',
  })
})
