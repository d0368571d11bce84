/** `serve`: runs the collector until it is told to stop. */
import { Option, type Command } from 'commander'
import type { LogLevel } from '../../server/log.ts'
import { addJson, addLocation, describeCommand, locationFrom, type Bench } from '../command.ts'
import { proxies } from '../serve/listening.ts'
import type { ServeOptions } from '../serve/serve.ts'
import { port, switchedOn } from '../values.ts'

/** As server/start.ts has them, which is loaded only when it serves. */
const DEFAULT_HOST = '127.0.0.1'
const DEFAULT_PORT = 47_612
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const satisfies readonly LogLevel[]

export function addServe(program: Command, bench: Bench, version: string): void {
  const { env, isTerminal } = bench.surroundings
  const command = describeCommand(
    program.command('serve'),
    'Runs the collector. Without options: for this computer only, with an SQLite file in the default data folder.',
    [
      'serve',
      'serve --host 0.0.0.0 --port 443 --cert fullchain.pem --key privkey.pem',
      'serve --host 10.0.0.7 --behind-proxy --trust-proxy 10.0.0.2',
    ],
    env,
  )
  addJson(addLocation(command))
    .addOption(new Option('--host <address>', 'where to listen').env('AFTERCALL_HOST').default(DEFAULT_HOST))
    .addOption(
      new Option('--port <number>', '0: any free port')
        .env('AFTERCALL_PORT')
        .argParser(port)
        .default(DEFAULT_PORT),
    )
    .addOption(
      new Option(
        '--cert <file>',
        'the certificate (PEM, with the whole chain); a renewed one is noticed',
      ).env('AFTERCALL_CERT'),
    )
    .addOption(new Option('--key <file>', 'its private key (PEM)').env('AFTERCALL_KEY'))
    .addOption(
      new Option(
        '--behind-proxy',
        'a proxy with TLS stands in front, and nothing else reaches the port (env: AFTERCALL_BEHIND_PROXY=1)',
      ),
    )
    .addOption(
      new Option(
        '--trust-proxy <addresses>',
        'proxies whose X-Forwarded-For is believed, with commas between (those of private networks if left out)',
      )
        .env('AFTERCALL_TRUST_PROXY')
        .argParser(proxies),
    )
    .addOption(
      new Option(
        '--metrics-token <token>',
        'who sends it as a bearer token may read /metrics from elsewhere than this computer',
      ).env('AFTERCALL_METRICS_TOKEN'),
    )
    .addOption(
      new Option('--log-level <level>', 'of the log, JSON lines on standard error')
        .env('AFTERCALL_LOG_LEVEL')
        .choices(LOG_LEVELS)
        .default(isTerminal ? 'warn' : 'info', 'info; warn in a terminal'),
    )
    .action(async (options: ServeOptions) => {
      // Most of the program, which no other command needs.
      const { serve } = await import('../serve/serve.ts')
      // Of an option without a value commander would ask only whether the variable is there: "0" would be yes.
      const behindProxy = options.behindProxy ?? switchedOn(env, 'AFTERCALL_BEHIND_PROXY')
      await serve({ ...options, ...(behindProxy && { behindProxy }) }, locationFrom(options, bench), {
        bench,
        version,
      })
    })
}
