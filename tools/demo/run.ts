/** The demo, once everything it needs is installed and built; see start.mjs. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { machinePolicyPath } from '../../src/main/machine-policy.ts'
import { readOptions, USAGE, type DemoOptions } from './options.ts'
import { prepare, type Prepared } from './prepare.ts'
import { assertPortIsFree, end, startCollector, startWidget } from './processes.ts'

const say = (line = ''): void => console.log(line)
/** Ctrl+C, or what else asks for the end. */
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) return
    say()
    say('Ending the demo …')
    stop.abort()
  })
}

try {
  const options = readOptions(process.argv.slice(2), process.env['LC_ALL'] ?? process.env['LANG'] ?? '')
  if (options === undefined) say(USAGE)
  else await run(options)
} catch (error) {
  if (!stop.signal.aborted) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}

async function run(options: DemoOptions): Promise<void> {
  refuseManagedComputer(options)
  await assertPortIsFree(options.port)
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-demo-'))
  try {
    say('Aftercall DEMO: made-up people and made-up customers. Nothing leaves this computer.')
    say('Ctrl+C ends it.')
    say()
    const prepared = await prepare({ folder, options, now: Date.now(), say, signal: stop.signal })
    await show(prepared, options)
  } finally {
    if (options.keep) say(`Everything of the demo is still in ${folder}`)
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  if (!options.keep) say('The demo has ended; its folder is gone.')
}

/** There the policy file decides which collector the widget talks to: made-up records must not get into a real one. */
function refuseManagedComputer({ widget }: DemoOptions): void {
  const path = machinePolicyPath(process)
  if (widget && existsSync(path))
    throw new Error(
      `This computer is managed: its policy file ${path} would connect the demo's widget with your own collector. ` +
        'The collector alone can be shown: npm run demo -- --no-widget',
    )
}

/** Runs both programs until somebody asks for the end. */
async function show(prepared: Prepared, options: DemoOptions): Promise<void> {
  const collector = await startCollector(prepared.collector, options.port)
  const ended = new AbortController()
  collector.process.once('exit', () => {
    if (!stop.signal.aborted) say('The collector has ended.')
    ended.abort()
  })
  const widget =
    prepared.widget === undefined ? undefined : startWidget(prepared.widget, collector.url, prepared.leadCode)
  widget?.once('exit', () => {
    if (!stop.signal.aborted) say('The widget has ended; the collector goes on. Ctrl+C ends it too.')
  })
  try {
    for (const line of whereToLook(prepared, collector.url)) say(line)
    const until = AbortSignal.any([stop.signal, ended.signal])
    if (!until.aborted) await once(until, 'abort')
  } finally {
    await Promise.all([collector.process, ...(widget === undefined ? [] : [widget])].map(end))
  }
}

function whereToLook(prepared: Prepared, url: string): string[] {
  const { teams, records, agentCode, leadCode, widget, collector } = prepared
  const [team] = teams
  const shown = [
    '',
    `  The lead of "${team?.name}" has the team's window before them. It has figures as soon as the widget has joined,`,
    '  which is in its first minute. My view and the settings are in the panel and in the tray.',
  ]
  return [
    '',
    `A collector with ${records.toLocaleString('en')} made-up records of ${teams.length} teams listens on ${url}`,
    ...(widget === undefined ? [] : shown),
    '',
    `  Another widget joins "${team?.name}" in its settings, with`,
    `    address        ${url}`,
    `    agent's code   ${agentCode}`,
    `    lead's code    ${leadCode}`,
    '  for instance: npm start -- --user-data-dir /some/empty/folder',
    '',
    '  The collector by command line, in another terminal:',
    `    npm run collector -- stats --data ${JSON.stringify(collector)}`,
    '',
    'Ctrl+C ends everything and removes it.',
  ]
}
