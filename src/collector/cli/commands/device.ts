/** `device`: list, revoke. A device is known by a random id, never by a name. */
import type { Command } from 'commander'
import type { DeviceEntry } from '../../store/store.ts'
import { describeCommand, locationFrom, storeCommands, type Bench, type CommonOptions } from '../command.ts'
import { instantOrNull, table } from '../output.ts'
import { listWithTeams, type TeamOptions } from '../teams.ts'

/** A device as programs read it. */
const deviceJson = (device: DeviceEntry) => ({
  deviceId: device.deviceId,
  teamId: device.teamId,
  role: device.role,
  enrolledOn: device.enrolledOn,
  lastSeenOn: device.lastSeenOn,
  revokedAt: instantOrNull(device.revokedAt),
})

export function addDeviceCommands(program: Command, bench: Bench): void {
  const { env } = bench.surroundings
  const parent = describeCommand(
    program.command('device'),
    'Devices that have joined. Each has a random id; the collector knows no names.',
    ['device list --team "Support North"'],
    env,
  )
  const leaf = storeCommands(parent, env)

  leaf('list', 'Lists devices.', 'device list --team "Support North"')
    .option('--team <team>', 'of this team only: its id or its name')
    .action(async (options: TeamOptions) => {
      const { listed: devices, nameOf } = await listWithTeams(bench, options, (administration, teamId) =>
        administration.devices(teamId),
      )
      bench.report({
        json: { devices: devices.map(deviceJson) },
        text: table(
          ['DEVICE', 'TEAM', 'ROLE', 'ENROLLED', 'LAST SEEN', 'REVOKED'],
          devices.map((device) => [
            device.deviceId,
            nameOf(device.teamId),
            device.role,
            device.enrolledOn,
            device.lastSeenOn,
            instantOrNull(device.revokedAt),
          ]),
          'No device has joined yet. `code create TEAM` makes a code with which one can.',
        ),
      })
    })

  leaf(
    'revoke',
    'Ends the token of a device at once. What it has sent stays; it keeps its own records and may join again with a code.',
    'device revoke 0d6f6c0e-6e7f-4a3e-9a53-3a2d5f6b7c81',
  )
    .argument('<device>', 'as `device list` shows it')
    .action(async (deviceId: string, options: CommonOptions) => {
      const device = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
        administration.revokeDevice(deviceId.toLowerCase()),
      )
      bench.report({ json: deviceJson(device), text: `Revoked the device ${device.deviceId}.` })
    })
}
