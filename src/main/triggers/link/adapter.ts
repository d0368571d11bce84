/** Links and the command line as a trigger. What they may say is in parse.ts. */
import type { AdapterHost, TriggerAdapter } from '../adapter.ts'
import { parseCommandLine, parseLink } from './parse.ts'
import type { Invitation, LinkAction, LinkRefusal, LinkRefusalCode, LinkWindow, ParsedLink } from './parse.ts'

export const LINK_KIND = 'link'

/** Anyone can send links, so they can't come faster than a person clicks. */
const MIN_APART_MS = 200

export interface LinkParts {
  /** `aftercall://open`: show a window, the panel unless another one is named. */
  readonly open: (window: LinkWindow) => void
  /** `aftercall://rate`: the agent asks for a card by hand; give it to a `ManualAdapter`. */
  readonly rate: () => void
  /** `aftercall://enroll`: ask the agent whether to join; never join. */
  readonly enroll: (invitation: Invitation) => void
  /** Milliseconds on a clock that doesn't jump. */
  readonly monotonic?: () => number
}

/** What became of a link or a command line. `none`: nothing on the command line was for us. */
export type LinkOutcome =
  | { readonly ok: true; readonly action: LinkAction | 'none' }
  | LinkRefusal<LinkRefusalCode | 'too-often' | 'stopped'>

export class LinkAdapter implements TriggerAdapter {
  readonly id = 'link'
  readonly kind = LINK_KIND
  readonly #parts: LinkParts
  readonly #monotonic: () => number
  #host: AdapterHost | undefined
  #last = -Infinity

  constructor(parts: LinkParts) {
    this.#parts = parts
    this.#monotonic = parts.monotonic ?? (() => performance.now())
  }

  start(host: AdapterHost): Promise<void> {
    this.#host = host
    host.state({ s: 'up' })
    return Promise.resolve()
  }

  stop(): Promise<void> {
    this.#host?.state({ s: 'stopped' })
    this.#host = undefined
    return Promise.resolve()
  }

  /** A link that the system handed over (macOS `open-url`). Never throws. */
  handleLink(link: string): LinkOutcome {
    return this.#carryOut((now) => parseLink(link, now), true)
  }

  /** A command line: of this start, or of a second instance. Never throws. */
  handleCommandLine(argv: readonly string[]): LinkOutcome {
    const hasLink = argv.slice(1).some((argument) => /^aftercall:/i.test(argument))
    return this.#carryOut((now) => parseCommandLine(argv, now), hasLink)
  }

  #carryOut(
    parse: (now: number) => ParsedLink | { readonly ok: true; readonly request: undefined },
    isLink: boolean,
  ): LinkOutcome {
    const host = this.#host
    if (host === undefined)
      return { ok: false, code: 'stopped', detail: 'Links are not taken at the moment.' }
    const at = this.#monotonic()
    if (isLink) {
      if (at - this.#last < MIN_APART_MS)
        return { ok: false, code: 'too-often', detail: 'Links come faster than a person clicks.' }
      this.#last = at
    }
    const parsed = parse(host.now())
    if (!parsed.ok) return parsed
    const { request } = parsed
    if (request === undefined) return { ok: true, action: 'none' }
    if (request.action === 'ended') host.ended(request.report)
    else if (request.action === 'enroll') this.#parts.enroll(request.invitation)
    else if (request.action === 'open') this.#parts.open(request.window)
    else this.#parts.rate()
    return { ok: true, action: request.action }
  }
}
