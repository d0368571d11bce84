/** The one Chromium of this app: started when the first window needs it, ended when none has for a while. */
import { join } from 'node:path'
import { debuggingPort, headless } from '../runtime.ts'
import { Chromium } from './chromium.ts'

/** Long enough that hiding and showing a window costs no restart; an idle tray has no Chromium at all. */
const IDLE_MS = 30_000

export interface BrowserHost {
  /** Asked when Chromium starts, because an app may move its folders until it is ready. */
  folder(): string
  switches: ReadonlyMap<string, string>
  /** Chromium ended and nobody here asked for it. */
  lost(): void
}

let host: BrowserHost | undefined
let running: Promise<Chromium> | undefined
let idle: NodeJS.Timeout | undefined

/** To be called once, before anything else here. */
export function setBrowserHost(newHost: BrowserHost): void {
  host = newHost
}

/** The running Chromium, started if need be. */
export function browser(): Promise<Chromium> {
  clearTimeout(idle)
  running ??= start()
  return running
}

async function start(): Promise<Chromium> {
  if (!host) throw new Error('electron stand-in: Chromium was asked for before the app was there')
  const chromium = await Chromium.start({
    folder: join(host.folder(), 'Chromium'),
    headless,
    debuggingPort,
    switches: host.switches,
  })
  const lost = (): void => host?.lost()
  chromium.once('exit', () => {
    const unasked = running !== undefined
    running = undefined
    if (unasked) lost()
  })
  return chromium
}

/** Ends Chromium, if it runs. */
export async function stopBrowser(): Promise<void> {
  clearTimeout(idle)
  const ending = running
  running = undefined
  await (await ending?.catch(() => undefined))?.stop()
}

/** No window is left: unless somebody debugs Chromium, it may go. */
export function stopBrowserWhenIdle(): void {
  if (debuggingPort !== undefined || !running) return
  clearTimeout(idle)
  idle = setTimeout(() => void stopBrowser(), IDLE_MS)
  idle.unref()
}
