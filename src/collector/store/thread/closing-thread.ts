/** Works out what a closing publishes: a large team's month by channel and queue takes seconds. */
import type { MessagePort } from 'node:worker_threads'

import { publish, type NewlyPublished, type ToPublish } from '../../publishing/publish.ts'
import type { LifeReport, ThreadError } from './protocol.ts'
import { toThreadError } from './thread-error.ts'

export type ClosingRequest = { readonly k: 'publish'; readonly input: ToPublish } | { readonly k: 'close' }

/** In the order of the requests. */
export type ClosingReport =
  | { readonly k: 'published'; readonly published: NewlyPublished }
  | { readonly k: 'failed'; readonly error: ThreadError }

export function runClosing(port: MessagePort): void {
  const report = (message: ClosingReport | LifeReport): void => port.postMessage(message)
  port.on('message', (request: ClosingRequest) => {
    if (request.k === 'close') {
      report({ k: 'closed' })
      port.close()
      return
    }
    try {
      report({ k: 'published', published: publish(request.input) })
    } catch (error) {
      report({ k: 'failed', error: toThreadError(error) })
    }
  })
  report({ k: 'ready' })
}
