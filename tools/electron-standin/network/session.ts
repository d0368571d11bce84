/** Electron's `session`: the rules that the app sets for every request and permission. */
import { strict, strictEmitter } from '../strict.ts'
import { windows } from '../windows/registry.ts'
import { fetchAsElectron } from './fetch.ts'
import { protocol } from './protocol.ts'

/** What a listener of `webRequest` decides about one request. */
export interface Verdict {
  cancel?: boolean
  redirectURL?: string
  responseHeaders?: Record<string, string | string[]>
}
export type RequestDetails = Pick<
  Electron.OnHeadersReceivedListenerDetails,
  'id' | 'url' | 'method' | 'resourceType' | 'referrer' | 'timestamp'
> &
  Partial<Electron.OnHeadersReceivedListenerDetails>
type Listener = (details: RequestDetails, callback: (verdict: Verdict) => void) => void
type Stage = 'request' | 'headers'

/** `<all_urls>` or `scheme://host/path` with stars, as webRequest filters are written. */
function matches(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`).test(url)
}

const rules = new Map<Stage, { urls: string[]; listener: Listener }>()

/** Does the app listen to requests at that stage? Only then is Chromium made to wait for it. */
export function hasRule(stage: Stage): boolean {
  return rules.has(stage)
}

/** Asks the app's listener of that stage; nobody listening means that the request goes on. */
export function decide(stage: Stage, details: RequestDetails): Promise<Verdict> {
  const rule = rules.get(stage)
  if (!rule?.urls.some((pattern) => matches(pattern, details.url))) return Promise.resolve({})
  return new Promise((resolve) => {
    rule.listener(details, resolve)
  })
}

/** Electron calls it with (listener), with (filter, listener), or with null to take the listener away. */
function setRule(stage: Stage, first: unknown, second: unknown): void {
  const listener = (second === undefined ? first : second) as Listener | null
  const { urls } = second === undefined ? { urls: ['<all_urls>'] } : (first as Electron.WebRequestFilter)
  if (listener) rules.set(stage, { urls, listener })
  else rules.delete(stage)
  for (const window of windows) void window.webContents.intercept()
}

/**
 * What the app decided about permissions. Headless Chromium grants none, so these are only kept for tests.
 */
export interface PermissionHandlers {
  request?: unknown
  check?: unknown
  device?: unknown
}

class Session extends strictEmitter('session') {
  readonly protocol = protocol
  readonly webRequest = strict('webRequest', {
    onBeforeRequest: (first: unknown, second?: unknown) => setRule('request', first, second),
    onHeadersReceived: (first: unknown, second?: unknown) => setRule('headers', first, second),
  })
  readonly permissionHandlers: PermissionHandlers = {}

  setPermissionRequestHandler(handler: unknown): void {
    this.permissionHandlers.request = handler
  }
  setPermissionCheckHandler(handler: unknown): void {
    this.permissionHandlers.check = handler
  }
  setDevicePermissionHandler(handler: unknown): void {
    this.permissionHandlers.device = handler
  }
  setSpellCheckerEnabled(): void {}

  /** Of the origins whose pages are open: no other page can be asked to do it. */
  async clearData(): Promise<void> {
    for (const window of windows) await window.webContents.clearStorage()
  }
}

export const defaultSession = new Session()

/** A session without windows: only its requests from the main process, which no rule of the default one sees. */
class Partition extends strictEmitter('session') {
  #userAgent: string | undefined

  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent
  }
  fetch(input: string | GlobalRequest, init?: RequestInit): Promise<GlobalResponse> {
    return fetchAsElectron(input, init, this.#userAgent)
  }
}
const partitions = new Map<string, Partition>()

export const session = strict('session', {
  defaultSession,
  fromPartition(name: string): Partition {
    const known = partitions.get(name) ?? new Partition()
    partitions.set(name, known)
    return known
  },
})
