/** `stats`, `verify` and `erasures`: what the store holds, whether it adds up, what may not come back. */
import type { Command } from 'commander'
import { describeCommand, locationFrom, storeCommands, type Bench, type CommonOptions } from '../command.ts'
import { erasureText, writeErasures } from '../erasure-file.ts'
import { EXIT } from '../exit-codes.ts'
import { describe } from '../location.ts'
import { bytes, count, table } from '../output.ts'

export function addStoreCommands(program: Command, bench: Bench): void {
  const { env } = bench.surroundings
  const leaf = storeCommands(program, env)

  leaf('stats', 'Counts what the store holds.', 'stats --json').action(async (options: CommonOptions) => {
    const location = locationFrom(options, bench)
    const statistics = await bench.withStore(location, ({ administration }) => administration.statistics())
    const { identity, ...counts } = statistics
    const { firstWorkDay, lastWorkDay } = counts
    bench.report({
      json: { storeId: identity.storeId, epoch: identity.epoch, ...counts },
      text: [
        `Store         ${identity.storeId}, epoch ${identity.epoch}, schema ${counts.schemaVersion}`,
        `Where         ${describe(location)}, ${bytes(counts.sizeBytes)}`,
        `People        ${count(counts.teams, 'team')}, ${count(counts.agents, 'agent')}, ${count(counts.devices, 'device')}`,
        `Records       ${count(counts.interactions, 'interaction')}, ${count(counts.days, 'day smiley', 'day smileys')}, ${count(counts.pulses, 'pulse')}`,
        `Work days     ${firstWorkDay === null ? 'none yet' : `${firstWorkDay} to ${lastWorkDay}`}`,
      ].join('\n'),
    })
  })

  leaf(
    'verify',
    'Adds up the raw records again and compares that with the roll-ups. Ends with 1 when something differs.',
    'verify',
  ).action(async (options: CommonOptions) => {
    const differences = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
      administration.verifyRollups(),
    )
    const isWhole = differences.length === 0
    bench.report({
      json: { ok: isWhole, differences },
      text: isWhole
        ? 'Every roll-up is what its records add up to.'
        : table(
            ['TABLE', 'KEY', 'DIFFERENCE'],
            differences.map(({ table: name, key, detail }) => [name, key, detail]),
            '',
          ),
      exitCode: isWhole ? EXIT.done : EXIT.failed,
    })
  })

  const erasures = describeCommand(
    program.command('erasures'),
    'The devices whose agents had everything erased. After a restore from a backup they are erased again.',
    ['erasures export erasures.txt'],
    env,
  )
  storeCommands(erasures, env)(
    'export',
    'Writes the list of erased devices: keep it beside your backups, newer than they are.',
    'erasures export erasures.txt',
  )
    .argument('[file]', 'where to; standard output if it is left out')
    .action(async (file: string | undefined, options: CommonOptions) => {
      const deviceIds = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
        administration.erasures(),
      )
      if (file === undefined) {
        bench.report({ json: { deviceIds }, text: erasureText(deviceIds).trimEnd() })
        return
      }
      await writeErasures(file, deviceIds)
      bench.report({
        json: { file, devices: deviceIds.length },
        text: `Wrote ${count(deviceIds.length, 'erased device')} to ${file}.`,
      })
    })
}
