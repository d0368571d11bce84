/** What is said when the server has started: what a newcomer needs next, and no more. */
import { join } from 'node:path'
import { defaultFolder, describe, type Location } from '../location.ts'
import type { Report } from '../output.ts'
import { programName } from '../command.ts'
import type { Surroundings } from '../surroundings.ts'
import { isLoopback } from './listening.ts'

export interface Started {
  /** As people write it: `http://127.0.0.1:47612`. */
  readonly address: string
  readonly version: string
  readonly location: Location
  /** There is a team already: this is no newcomer. */
  readonly hasTeams: boolean
}

export function greeting(
  { address, version, location, hasTeams }: Started,
  surroundings: Surroundings,
): Report {
  const where =
    location.kind === 'sqlite' ? join(location.folder, 'collector.db') : `the database ${describe(location)}`
  const command = programName(surroundings.env)
  const tail = whereOption(location, surroundings)
  const next = [
    `Next, in another terminal: ${command} team add "My team"${tail}`,
    `                     then: ${command} code create "My team" --endpoint ${endpointAt(address)}${tail}`,
  ]
  return {
    json: { listening: address, version, data: describe(location) },
    text: [
      `Aftercall collector ${version} listens on ${address}`,
      `It keeps its records in ${where}`,
      ...(hasTeams ? [] : next),
    ].join('\n'),
  }
}

/** What devices are to be told; only an example where the server can't know by which name it is reached. */
function endpointAt(address: string): string {
  const { hostname, protocol } = new URL(address)
  const isKnown =
    protocol === 'https:'
      ? !['0.0.0.0', '[::]'].includes(hostname)
      : isLoopback(hostname.replaceAll(/[[\]]/g, ''))
  return isKnown ? address : 'https://aftercall.example.com'
}

/** What must be added to a command so that it finds the same records. */
function whereOption(location: Location, surroundings: Surroundings): string {
  if (location.kind === 'postgres') return ' (with AFTERCALL_DATABASE as here)'
  return location.folder === defaultFolder(surroundings) ? '' : ` --data ${JSON.stringify(location.folder)}`
}
