/** A stop that ends: connections that become idle are closed, and what isn't done by the deadline is cut. */
import type { Server } from 'node:http'

const SWEEP_MS = 50

/** @param deadlineMs how long what runs may take */
export function keepTime(server: Server, deadlineMs: number): { begin(): void; end(): void } {
  let sweep: NodeJS.Timeout | undefined
  let deadline: NodeJS.Timeout | undefined
  return {
    begin() {
      sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
      deadline = setTimeout(() => server.closeAllConnections(), deadlineMs)
    },
    end() {
      clearInterval(sweep)
      clearTimeout(deadline)
    },
  }
}
