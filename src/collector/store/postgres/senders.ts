/** Who sends: looked up in the transaction that stores, so that a revocation counts at once, in every process. */
import { firstKeptDay } from '../days.ts'
import { policyInForce } from '../kept.ts'
import { isNumberOfOurs } from '../kysely/devices.ts'
import type { Memberships } from '../memberships.ts'
import { refusalOf, type Sender } from '../sender.ts'
import type { Credential, CredentialRefusal, StoreIdentity } from '../store.ts'
import { plainArray } from './arrays.ts'
import { queryByKey, type KeyedStatement, type Query, type Value } from './query.ts'

export interface Senders {
  readonly identity: StoreIdentity
  of(credential: Credential): Sender | CredentialRefusal
  /** The first work day of which a team's records are kept. */
  keptFrom(teamNo: number): number
}

interface Team {
  readonly policy: string | null
  readonly kept_from: number
}

const DEVICES = `SELECT d.team_no, d.device_no, d.agent_no, encode(d.token_hash, 'hex'), d.revoked_at IS NOT NULL,
    d.erased, d.memberships, d.last_seen_day
  FROM unnest($1::integer[], $2::integer[]) AS k(team_no, device_no)
  JOIN device d ON d.team_no = k.team_no AND d.device_no = k.device_no`
const META = `SELECT key, value FROM meta WHERE key = ANY ('{store_id,epoch,policy}')`
const TEAMS = 'SELECT team_no, policy, kept_from FROM team WHERE team_no = ANY ($1::integer[])'
/** Locked in the order of the key: other processes may do the same at the same moment. */
const SEEN: KeyedStatement = {
  name: 'seen',
  text: (only) => `WITH k AS (
    SELECT d.team_no, d.device_no FROM unnest($1::integer[], $2::integer[]) AS k(team_no, device_no)
    JOIN device d ON d.team_no = k.team_no AND d.device_no = k.device_no${only('d')}
    ORDER BY d.team_no, d.device_no FOR NO KEY UPDATE OF d
  ) UPDATE device d SET last_seen_day = $3::integer FROM k
  WHERE d.team_no = k.team_no AND d.device_no = k.device_no${only('d')}`,
}

/** Looks up the senders of requests and notes that they were seen today. */
export async function findSenders(
  query: Query,
  credentials: readonly Credential[],
  today: number,
  parse: (memberships: string) => Memberships,
): Promise<Senders> {
  const asked = new Map(
    credentials
      .filter(({ teamNo, deviceNo }) => isNumberOfOurs(teamNo) && isNumberOfOurs(deviceNo))
      .map((credential) => [keyOf(credential.teamNo, credential.deviceNo), credential]),
  )
  const keys = Array.from(asked.values())
  const parameters = [
    plainArray(keys.map(({ teamNo }) => teamNo)),
    plainArray(keys.map(({ deviceNo }) => deviceNo)),
  ]
  const { rows } = await query('devices', DEVICES, parameters)
  const found = new Map(rows.map((row) => [keyOf(row[0], row[1]), toDevice(row, parse)]))
  const meta = await query('meta', META, [])
  const values = new Map(meta.rows.map(([key, value]) => [key, value]))
  const teams = await findTeams(query, Array.from(found.values()))
  await noteSeen(query, Array.from(found.values()), today)
  const keptFrom = createKeptFrom(teams, values.get('policy')?.toString() ?? null, today)
  return {
    identity: { storeId: String(values.get('store_id')), epoch: Number(values.get('epoch')) },
    of({ teamNo, deviceNo, secretHash }) {
      const device = found.get(keyOf(teamNo, deviceNo))
      return refusalOf(device, secretHash) ?? device ?? 'unauthorized'
    },
    keptFrom,
  }
}

/** The first day kept in a team; policies are costly to read, and most teams have the organisation's. */
function createKeptFrom(
  teams: ReadonlyMap<number, Team>,
  organisation: string | null,
  today: number,
): (teamNo: number) => number {
  const byPolicy = new Map<string | null, number>()
  return (teamNo) => {
    const { policy = null, kept_from = 0 } = teams.get(teamNo) ?? {}
    let first = byPolicy.get(policy)
    if (first === undefined) {
      first = firstKeptDay(today, policyInForce(policy, organisation))
      byPolicy.set(policy, first)
    }
    return Math.max(first, kept_from)
  }
}

type Device = ReturnType<typeof toDevice>

function toDevice(row: readonly Value[], parse: (memberships: string) => Memberships) {
  const [teamNo, deviceNo, agentNo, tokenHash, revoked, erased, memberships, lastSeenDay] = row
  return {
    teamNo: Number(teamNo),
    deviceNo: Number(deviceNo),
    agentNo: Number(agentNo),
    token_hash: tokenHash === null ? null : Buffer.from(String(tokenHash), 'hex'),
    revoked_at: revoked ? 1 : null,
    erased: Number(erased),
    memberships: parse(String(memberships)),
    lastSeenDay: lastSeenDay === null ? null : Number(lastSeenDay),
  }
}

async function findTeams(query: Query, devices: readonly Device[]): Promise<ReadonlyMap<number, Team>> {
  const numbers = new Set(devices.flatMap(({ memberships }) => memberships.map(([teamNo]) => teamNo)))
  const { rows } = await query('teams', TEAMS, [plainArray(Array.from(numbers))])
  return new Map(
    rows.map(([teamNo, policy, kept_from]) => [
      Number(teamNo),
      { policy: policy?.toString() ?? null, kept_from: Number(kept_from) },
    ]),
  )
}

/** Once a day for each device. */
async function noteSeen(query: Query, devices: readonly Device[], today: number): Promise<void> {
  const unseen = devices
    .filter(({ lastSeenDay, erased }) => erased === 0 && (lastSeenDay === null || lastSeenDay < today))
    .sort((a, b) => a.teamNo - b.teamNo)
  if (unseen.length === 0) return
  await queryByKey(query, SEEN, unseen, {
    teamOf: ({ teamNo }) => teamNo,
    valuesOf: (some) => [
      plainArray(some.map(({ teamNo }) => teamNo)),
      plainArray(some.map(({ deviceNo }) => deviceNo)),
      String(today),
    ],
  })
}

function keyOf(teamNo: Value | undefined, deviceNo: Value | undefined): string {
  return `${teamNo}/${deviceNo}`
}
