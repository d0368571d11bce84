/** `publish`: closes at once what the server closes every night. */
import type { Command } from 'commander'
import { locationFrom, storeCommands, type Bench, type CommonOptions } from '../command.ts'
import { count } from '../output.ts'

export function addPublish(program: Command, bench: Bench): void {
  const leaf = storeCommands(program, bench.surroundings.env)

  leaf(
    'publish',
    'Closes the work days that ended four days ago or earlier and publishes what may be told of teams, as the server ' +
      'does every night. Useful after an import; what comes later for these days is told with their week, month or quarter.',
    'publish',
  ).action(async (options: CommonOptions) => {
    const published = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
      administration.publishDue(),
    )
    const { teams, blocks, pulses, closedTo } = published
    bench.report({
      json: { ...published },
      text:
        teams === 0
          ? `Everything up to ${closedTo} is closed already.`
          : `Closed the work days up to ${closedTo} of ${count(teams, 'team')}: ` +
            `${count(blocks, 'block')} and ${count(pulses, 'quarter')} of the pulse.`,
    })
  })
}
