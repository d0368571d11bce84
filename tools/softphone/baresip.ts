/** baresip without sound and without a screen, steered over its console module (ctrl_tcp serves one client only). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports.ts'
import { startProgram, waitFor } from './programs.ts'
import type { Program } from './programs.ts'

export interface BaresipPorts {
  /** Where it is called. It takes the next port too, for SIP over TLS. */
  readonly sip: number
  /** ctrl_tcp: what Aftercall's adapter connects to. */
  readonly control: number
  /** The console that this helper steers it by. */
  readonly console: number
}

export interface SoftphoneOptions {
  /** Takes calls by itself instead of ringing until `accept`. */
  readonly answersItself?: boolean
  /** Ports of an earlier one, to start it again as itself. */
  readonly ports?: BaresipPorts
}

export interface Softphone {
  readonly ports: BaresipPorts
  readonly pid: number
  /** Takes the call that is ringing. */
  accept(): Promise<void>
  /** Ends the current call; a call that is ringing is rejected. */
  hangUp(): Promise<void>
  hold(): Promise<void>
  resume(): Promise<void>
  /** Calls an address such as `sip:customer@127.0.0.1:5090`. */
  dial(address: string): Promise<void>
  /** Hands the current call on without asking first. */
  transfer(address: string): Promise<void>
  /** What it said until now; for error messages. */
  output(): string
  /** Ends it without a chance to say goodbye. */
  kill(): Promise<void>
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

const config = ({ sip, control, console: steer }: BaresipPorts): string => `
poll_method epoll
net_interface 127.0.0.1
sip_listen 127.0.0.1:${sip}
call_max_calls 8
audio_player aubridge,nil
audio_source aubridge,nil
audio_alert aubridge,nil
module g711.so
module aubridge.so
module_app account.so
module_app menu.so
module cons.so
cons_listen 127.0.0.1:${steer}
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${control}
`

const MODULE_FOLDER = '/usr/lib/baresip/modules'

/** Starts a softphone for the agent `agent`; it is ready when the promise is kept. */
export async function startBaresip(options: SoftphoneOptions = {}): Promise<Softphone> {
  const ports = options.ports ?? {
    sip: await freePort(2),
    control: await freePort(),
    console: await freePort(),
  }
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-softphone-'))
  const answers = options.answersItself === true ? 'auto' : 'manual'
  writeFileSync(join(folder, 'config'), `module_path ${MODULE_FOLDER}${config(ports)}`)
  writeFileSync(
    join(folder, 'accounts'),
    `<sip:agent@127.0.0.1:${ports.sip}>;regint=0;answermode=${answers}\n`,
  )
  writeFileSync(join(folder, 'contacts'), '')
  const program = await startProgram('baresip', ['-4', '-f', folder], folder)
  let gone = false
  void program.exited.then(() => (gone = true))
  try {
    await waitFor(() => gone || program.output().includes('baresip is ready'), program.output)
    if (gone) throw new Error(`baresip did not start:\n${program.output()}`)
  } catch (error) {
    await program.kill()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return handleOf(program, ports, folder)
}

function handleOf(program: Program, ports: BaresipPorts, folder: string): Softphone {
  const say = (command: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = createConnection({ host: '127.0.0.1', port: ports.console }, () =>
        // The console echoes; when it does, the command was taken.
        socket.once('data', () => socket.end(resolve)).write(`/${command}\n`),
      )
      socket.once('error', reject)
    })
  return {
    ports,
    pid: program.pid,
    accept: () => say('accept'),
    hangUp: () => say('hangup'),
    hold: () => say('hold'),
    resume: () => say('resume'),
    dial: (address) => say(`dial ${address}`),
    transfer: (address) => say(`transfer ${address}`),
    output: program.output,
    kill: program.kill,
    stop: async () => {
      await program.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
