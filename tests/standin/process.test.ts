/** The process: one instance, its start, its end, and that nothing is left behind. */
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { parseCommandLine } from '../../tools/electron-standin/command-line.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { appFolder, eventually, launch, processesWith, run } from './support.ts'

/** An app that is nothing but this main module. */
function makeApp(main: string): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'package.json'), '{ "name": "small", "type": "module", "main": "main.js" }')
  writeFileSync(join(folder, 'main.js'), main)
  return folder
}

describe('one instance', () => {
  test('the second hands its command line to the first and ends', async () => {
    const { userData, seen } = await launch()
    const second = run([appFolder, `--user-data-dir=${userData}`, 'fixture://link'])
    expect(await second.ended).toMatchObject({ code: 0 })
    await expect.poll(seen).toContainEqual(['second-instance', 'fixture://link'])
  })

  test('another folder of data is another instance', async () => {
    const { seen } = await launch()
    await launch()
    expect((await seen()).flat()).not.toContain('second-instance')
  })

  test('what a killed instance leaves behind is not in the way', async () => {
    const { child, userData } = await launch()
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    expect(existsSync(join(userData, 'standin.lock'))).toBe(true)
    const { page } = await launch(userData)
    expect(await page.evaluate(() => api.add(1, 1))).toBe(2)
  })

  test('a lock whose number now belongs to another program is not in the way', async () => {
    const userData = temporaryFolder()
    mkdirSync(join(userData, 'standin.inbox'))
    writeFileSync(join(userData, 'standin.lock'), '1')
    const { page } = await launch(userData)
    expect(await page.evaluate(() => api.add(1, 1))).toBe(2)
  })
})

test('what pages keep is there after a restart, whatever the folder is called and whichever languages there are', async () => {
  vi.stubEnv('LC_ALL', '')
  vi.stubEnv('LANG', 'xx_XX.UTF-8')
  onTestFinished(() => void vi.unstubAllEnvs())
  const userData = join(temporaryFolder(), 'Zoë’s')
  const first = await launch(userData)
  await first.page.evaluate(() => localStorage.setItem('draft', 'typed'))
  await first.close()
  const { page } = await launch(userData)
  expect(await page.evaluate(() => localStorage.getItem('draft'))).toBe('typed')
})

describe('the end', () => {
  test('quitting leaves no process behind', async () => {
    const { close, userData } = await launch()
    expect(processesWith(userData).length).toBeGreaterThan(1)
    await close()
    expect(processesWith(userData)).toEqual([])
  })

  test('a killed app takes its Chromium along', async () => {
    const { child, userData } = await launch()
    child.kill('SIGKILL')
    await expect.poll(() => processesWith(userData), { timeout: 10_000 }).toEqual([])
  })

  test.for(['SIGTERM', 'SIGINT'] as const)('%s quits in order', async (signal) => {
    const userData = temporaryFolder()
    const app = makeApp(`
      import { app } from 'electron'
      app.on('before-quit', () => console.log('before-quit'))
      app.on('will-quit', () => console.log('will-quit'))
      app.on('quit', () => console.log('quit'))
      app.whenReady().then(() => process.kill(process.pid, '${signal}'))
    `)
    const { code, output } = await run([app, `--user-data-dir=${userData}`]).ended
    expect(code).toBe(0)
    expect(output.trim().split('\n')).toEqual(['before-quit', 'will-quit', 'quit'])
  })

  test('an app can object to its end, and is asked again', async () => {
    const app = makeApp(`
      import { app } from 'electron'
      let asked = 0
      app.on('before-quit', (event) => {
        asked += 1
        if (asked === 1) {
          event.preventDefault()
          setTimeout(() => app.quit(), 10)
        }
      })
      app.on('quit', () => console.log('asked', asked))
      app.whenReady().then(() => app.quit())
    `)
    const { code, output } = await run([app, `--user-data-dir=${temporaryFolder()}`]).ended
    expect([code, output.trim()]).toEqual([0, 'asked 2'])
  })

  test('the exit code is the one that the app gives', async () => {
    const app = makeApp(`import { app } from 'electron'; app.exit(7)`)
    expect(await run([app, `--user-data-dir=${temporaryFolder()}`]).ended).toMatchObject({ code: 7 })
  })

  test('an error that nobody catches ends the app with its stack', async () => {
    const app = makeApp(`setTimeout(() => { throw new Error('nobody caught me') }, 10)`)
    const { code, output } = await run([app, `--user-data-dir=${temporaryFolder()}`]).ended
    expect(code).toBe(1)
    expect(output).toContain('nobody caught me')
  })
})

describe('the start', () => {
  test('an app without a window has no Chromium', async () => {
    const userData = temporaryFolder()
    const app = run([appFolder, '--no-window', `--user-data-dir=${userData}`])
    await eventually(() => existsSync(join(userData, 'standin.lock')))
    expect(processesWith(userData)).toEqual([app.pid])
    app.kill('SIGTERM')
    expect(await app.ended).toMatchObject({ code: 0 })
  })

  test('a missing Chromium is one clear sentence', async () => {
    const args = [appFolder, `--user-data-dir=${temporaryFolder()}`]
    const { code, output } = await run(args, { STANDIN_CHROMIUM: '/nowhere/chromium' }).ended
    expect(code).toBe(1)
    expect(output).toContain('no Chromium was found. Install one (on Debian: apt install chromium)')
    expect(output).not.toMatch(/^ +at /m)
  })

  test('a missing app is one clear sentence', async () => {
    const { code, output } = await run(['/nowhere/app']).ended
    expect([code, output]).toEqual([1, 'electron stand-in: there is no app at /nowhere/app\n'])
  })

  test('a module named with -r runs before the app, and both see Electron', async () => {
    const app = makeApp(`
      import { app } from 'electron'
      console.log(globalThis.early, process.type, app.name, app.getVersion(), app.isPackaged)
      console.log(/^\\d+\\./.test(process.versions.electron), process.argv.at(-1))
      app.exit(0)
    `)
    const early = join(app, 'early.cjs')
    writeFileSync(early, `globalThis.early = require('electron').app.getName()`)
    const { output } = await run(['-r', early, app, `--user-data-dir=${temporaryFolder()}`, '--last']).ended
    expect(output.trim().split('\n')).toEqual(['small browser small 0.0.0 false', 'true --last'])
  })

  test('a word after a switch is not its value, and only the first plain word is the app', () => {
    const line = parseCommandLine([
      '-r',
      'x.cjs',
      '--inspect=0',
      'app',
      '--user-data-dir',
      'folder',
      '--flag',
    ])
    expect(line.preloads).toEqual(['x.cjs'])
    expect(line.target).toBe('app')
    expect([...line.switches]).toEqual([
      ['inspect', '0'],
      ['user-data-dir', ''],
      ['flag', ''],
    ])
  })
})

describe('what the stand-in does not have', () => {
  test('says by name that it is missing, wherever it is looked for', async () => {
    const fixture = await launch()
    const words = await fixture.app.evaluate((electron) => {
      const { app, BrowserWindow, crashReporter, shell } = electron
      const contents = globalThis.mainWindow.webContents
      const uses: (() => unknown)[] = [
        () => app.setAboutPanelOptions({}),
        () => Reflect.get(BrowserWindow, 'addDevToolsExtension'),
        () => globalThis.mainWindow.setOpacity(1),
        () => contents.openDevTools(),
        () => shell.beep(),
        () => crashReporter.start({}),
        () => Reflect.get(electron, 'newest'),
      ]
      return uses.map((use) => {
        try {
          return `got ${String(use())}`
        } catch (error) {
          return error instanceof Error ? error.message : String(error)
        }
      })
    })
    expect(words).toEqual(
      [
        'app.setAboutPanelOptions',
        'BrowserWindow.addDevToolsExtension',
        'BrowserWindow.setOpacity',
        'webContents.openDevTools',
        'shell.beep',
        'crashReporter.start',
        'electron.newest',
      ].map((name) => `electron stand-in: ${name} is not implemented`),
    )
  })
})
