/** Customers who call the softphone or are called by it: sipp with one of scenarios.ts. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Softphone } from './baresip.ts'
import { freePort } from './ports.ts'
import { startProgram, waitFor } from './programs.ts'
import type { Program } from './programs.ts'
import { calleeScenario, callerScenario } from './scenarios.ts'
import type { CalleeScript, CallerScript } from './scenarios.ts'

export interface Call {
  /** The SIP Call-ID, without a namespace. */
  readonly callId: string
  /** Settles when the customer is through; rejects when the call went another way than the script. */
  readonly done: Promise<void>
  /** Ends the customer without a word. */
  kill(): Promise<void>
}

export interface Callee {
  /** What to dial. */
  readonly address: string
  readonly done: Promise<void>
  kill(): Promise<void>
}

interface Customer {
  readonly program: Program
  readonly port: number
  readonly done: Promise<void>
}

async function startCustomer(scenario: string, args: readonly string[]): Promise<Customer> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-customer-'))
  writeFileSync(join(folder, 'scenario.xml'), scenario)
  const [port, media] = [await freePort(), await freePort()]
  const local = ['-i', '127.0.0.1', '-p', String(port), '-mp', String(media)]
  const bounds = ['-m', '1', '-timeout', '30s', '-timeout_error', '-nostdin', '-trace_err']
  const program = await startProgram('sipp', ['-sf', 'scenario.xml', ...local, ...bounds, ...args], folder)
  const finish = async (): Promise<void> => {
    const code = await program.exited
    rmSync(folder, { recursive: true, force: true })
    if (code !== 0 && code !== 'SIGKILL')
      throw new Error(
        `The call went another way than its script (sipp: ${code}).\n${program.output().slice(-2_000)}`,
      )
  }
  const done = finish()
  // Who doesn't wait for the end doesn't want to hear of it.
  done.catch(() => {})
  return { program, port, done }
}

/** A customer calls the softphone. The promise is kept when the call is on its way. */
export async function placeCall(softphone: Pick<Softphone, 'ports'>, script: CallerScript): Promise<Call> {
  const callId = `${randomUUID()}@127.0.0.1`
  const target = `127.0.0.1:${softphone.ports.sip}`
  // sipp reads % in a Call-ID as a pattern; a UUID has none.
  const args = [target, '-s', 'agent', '-cid_str', callId]
  const { program, done } = await startCustomer(callerScenario(script), args)
  return { callId, done, kill: program.kill }
}

/** A customer who waits to be called. */
export async function startCallee(script: CalleeScript): Promise<Callee> {
  const { program, port, done } = await startCustomer(calleeScenario(script), [])
  let gone = false
  void program.exited.then(() => (gone = true))
  await waitFor(() => gone || isBound(port), program.output)
  return { address: `sip:customer@127.0.0.1:${port}`, done, kill: program.kill }
}

/** Whether some program listens on this UDP port; sipp doesn't say when it is ready. */
function isBound(port: number): boolean {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readFileSync('/proc/net/udp', 'utf8').includes(address)
}
