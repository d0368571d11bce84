/**
 * A device that goes on in another team or as another agent's computer. Records stay with the team of their work day;
 * those of days from which on the new team counts (in a zone ahead of UTC the next work day has begun) go along, so that
 * a record is never in two teams.
 */
import { sql } from 'kysely'

import { dayOf, lastDayOfQuarter } from '../days.ts'
import { joinTeam, parseMemberships, type Memberships } from '../memberships.ts'
import { TeamDayDeltas } from '../rollup-deltas.ts'
import { writeTeamDays } from './counts.ts'
import type { DeviceRow } from './devices.ts'
import type { Engine, Trx } from './engine.ts'
import { moveCounted } from './published/move-counted.ts'
import { rebuildAgentDays } from './rebuild.ts'
import { DAY_TABLES, EARLIEST, heldDays } from './records.ts'
import { keptFromByTeam } from './teams.ts'

const COLUMNS = {
  interaction: [
    'work_day',
    'device_no',
    'id',
    'agent_no',
    'revision',
    'deleted',
    'channel',
    'queue',
    'outcome',
    'rating',
    'solved',
    'reasons',
    'follow_up',
    'story',
    'external_ids',
  ],
  day_smiley: ['work_day', 'device_no', 'id', 'agent_no', 'revision', 'deleted', 'smiley', 'stored_seq'],
  follow_up: ['work_day', 'device_no', 'id', 'state', 'done_by', 'set_on'],
  pulse: ['quarter', 'device_no', 'id', 'agent_no', 'revision', 'deleted', 'score', 'stored_seq'],
} as const

/** Moves a device to a team and an agent, with the records that go along. The caller has locked ingest out. */
export async function relocate(
  engine: Engine,
  trx: Trx,
  device: DeviceRow,
  to: { readonly teamNo: number; readonly agentNo: number },
): Promise<Memberships> {
  const tomorrow = dayOf(engine.now()) + 1
  const old = parseMemberships(device.memberships)
  const deviceNo = device.device_no
  const touched = new Map<number, Set<number>>()
  const touch = (teamNo: number, days: readonly number[]) =>
    touched.set(teamNo, new Set([...(touched.get(teamNo) ?? []), ...days]))

  await trx
    .updateTable('device')
    .set({ agent_no: to.agentNo })
    .where('device_no', '=', device.device_no)
    .where('device_id', '=', device.device_id)
    .execute()
  const former = new Set(old.map(([team]) => team).filter((team) => team !== to.teamNo))
  // The new team last: what went along is there by then.
  for (const teamNo of [...former, to.teamNo]) {
    if (teamNo !== to.teamNo) {
      const late = await heldDays(engine, trx, { teamNo, deviceNo }, tomorrow)
      await moveDays(trx, teamNo, to.teamNo, deviceNo, late)
      await movePulses(trx, teamNo, to.teamNo, deviceNo, tomorrow)
      touch(teamNo, late)
      touch(to.teamNo, late)
    }
    if (device.agent_no !== to.agentNo) {
      const days = await heldDays(engine, trx, { teamNo, deviceNo }, EARLIEST)
      await setAgent(trx, teamNo, deviceNo, to.agentNo, days)
      touch(teamNo, days)
      await moveCounted(trx, teamNo, { deviceNo, from: device.agent_no, to: to.agentNo })
    }
  }
  await rebuild(engine, trx, touched, new Set([device.agent_no, to.agentNo]))
  return joinTeam(old, to.teamNo, tomorrow)
}

/** Makes the roll-ups of some agents' days anew, as far as they are kept. */
export async function rebuild(
  engine: Engine,
  trx: Trx,
  daysByTeam: ReadonlyMap<number, ReadonlySet<number>>,
  agents: ReadonlySet<number>,
): Promise<void> {
  const keptFrom = await keptFromByTeam(trx, engine.now())
  const teamDays = new TeamDayDeltas()
  for (const [teamNo, days] of daysByTeam) {
    const first = keptFrom.get(teamNo) ?? EARLIEST
    const kept = Array.from(days).filter((day) => day >= first)
    for (const agentNo of agents) await rebuildAgentDays(trx, teamNo, agentNo, kept, teamDays)
  }
  await writeTeamDays(trx, teamDays)
}

async function moveDays(
  trx: Trx,
  from: number,
  to: number,
  deviceNo: number,
  days: readonly number[],
): Promise<void> {
  if (days.length === 0) return
  const rows = sql`team_no = ${from} AND work_day IN (${sql.join(days)}) AND device_no = ${deviceNo}`
  for (const table of DAY_TABLES) await moveRows(trx, table, to, rows)
  // Whoever calls next mustn't call a second time. The spotlight is the former team's.
  await moveRows(trx, 'follow_up', to, rows)
  await sql`DELETE FROM spotlight WHERE ${rows}`.execute(trx)
}

async function movePulses(
  trx: Trx,
  from: number,
  to: number,
  deviceNo: number,
  fromDay: number,
): Promise<void> {
  const held = await trx
    .selectFrom('pulse')
    .select('quarter')
    .distinct()
    .where('team_no', '=', from)
    .where('device_no', '=', deviceNo)
    .execute()
  const late = held.map(({ quarter }) => quarter).filter((quarter) => lastDayOfQuarter(quarter) >= fromDay)
  if (late.length === 0) return
  await moveRows(
    trx,
    'pulse',
    to,
    sql`team_no = ${from} AND quarter IN (${sql.join(late)}) AND device_no = ${deviceNo}`,
  )
}

/** Copies and deletes: on Citus a row's team can't be changed. */
async function moveRows(
  trx: Trx,
  table: keyof typeof COLUMNS,
  to: number,
  rows: ReturnType<typeof sql>,
): Promise<void> {
  const columns = sql.join(COLUMNS[table].map((column) => sql.ref(column)))
  await sql`INSERT INTO ${sql.table(table)} (team_no, ${columns})
    SELECT cast(${to} AS integer), ${columns} FROM ${sql.table(table)} WHERE ${rows}`.execute(trx)
  await sql`DELETE FROM ${sql.table(table)} WHERE ${rows}`.execute(trx)
}

async function setAgent(
  trx: Trx,
  teamNo: number,
  deviceNo: number,
  agentNo: number,
  days: readonly number[],
): Promise<void> {
  await trx
    .updateTable('pulse')
    .set({ agent_no: agentNo })
    .where('team_no', '=', teamNo)
    .where('device_no', '=', deviceNo)
    .execute()
  if (days.length === 0) return
  for (const table of DAY_TABLES)
    await sql`UPDATE ${sql.table(table)} SET agent_no = ${agentNo} WHERE team_no = ${teamNo}
      AND work_day IN (${sql.join(days)}) AND device_no = ${deviceNo}`.execute(trx)
}
