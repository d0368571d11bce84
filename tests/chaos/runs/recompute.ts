/** What the roll-ups of raw records must be, added up in the plainest way. */
import type { Held, HeldRecord, Row } from './raw-rows.ts'

const COUNTS = [
  'rated',
  'skipped',
  'expired',
  'rating_1',
  'rating_2',
  'rating_3',
  'rating_4',
  'rating_5',
  'solved_yes',
  'solved_no',
] as const

type Sums = Record<string, number>

/** Differences between the roll-ups that are there and what the records add up to; empty when all is well. */
export function rollupDifferences({ records, agentDays, teamDays }: Held): string[] {
  const counts = new Map<string, Sums>()
  const smileys = new Map<string, HeldRecord>()
  for (const record of records) {
    const key = `${record.workDay}/${record.agentNo}`
    if (record.kind === 'interaction') addInteraction(counts, key, record.data)
    if (record.kind === 'day' && record.data['smiley'] !== null && record.data['deleted'] === false) {
      const other = smileys.get(key)
      if (other === undefined || other.storedSeq < record.storedSeq) smileys.set(key, record)
    }
  }
  const agents = new Map<string, string>()
  const teams = new Map<string, Sums>()
  for (const key of new Set([...counts.keys(), ...smileys.keys()])) {
    const sums = counts.get(key) ?? zeros()
    const smiley = text(smileys.get(key)?.data['smiley'])
    agents.set(key, line(sums, `smiley ${smiley}`))
    const [day = ''] = key.split('/')
    const team = teams.get(day) ?? { ...zeros(), agents: 0, happy: 0, neutral: 0, sad: 0 }
    for (const count of COUNTS) team[count] = (team[count] ?? 0) + (sums[count] ?? 0)
    team['agents'] = (team['agents'] ?? 0) + 1
    if (smiley !== 'null') team[smiley] = (team[smiley] ?? 0) + 1
    teams.set(day, team)
  }
  const keptAgents = new Map(
    agentDays.map((row) => [
      `${Number(row['work_day'])}/${Number(row['agent_no'])}`,
      line(numbers(row), `smiley ${text(row['smiley'])}`),
    ]),
  )
  const keptTeams = new Map(teamDays.map((row) => [String(Number(row['work_day'])), teamLine(numbers(row))]))
  return [
    ...differences('agent_day', agents, keptAgents),
    ...differences('team_day', new Map([...teams].map(([day, sums]) => [day, teamLine(sums)])), keptTeams),
  ]
}

function addInteraction(counts: Map<string, Sums>, key: string, data: HeldRecord['data']): void {
  const outcome = data['outcome']
  if (data['deleted'] === true || outcome === null) return
  const sums = counts.get(key) ?? zeros()
  counts.set(key, sums)
  const add = (name: string): void => void (sums[name] = (sums[name] ?? 0) + 1)
  add(text(outcome))
  if (outcome !== 'rated') return
  add(`rating_${text(data['rating'])}`)
  if (data['solved'] === true) add('solved_yes')
  if (data['solved'] === false) add('solved_no')
}

/** `null` for nothing. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'null'
}

function zeros(): Sums {
  return Object.fromEntries(COUNTS.map((count) => [count, 0]))
}

function numbers(row: Row): Sums {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]))
}

function line(sums: Sums, more: string): string {
  return [...COUNTS.map((count) => `${count} ${sums[count] ?? 0}`), more].join(', ')
}

function teamLine(sums: Sums): string {
  return line(
    sums,
    ['agents', 'happy', 'neutral', 'sad'].map((name) => `${name} ${sums[name] ?? 0}`).join(', '),
  )
}

function differences(
  table: string,
  right: ReadonlyMap<string, string>,
  kept: ReadonlyMap<string, string>,
): string[] {
  return [...new Set([...right.keys(), ...kept.keys()])]
    .filter((key) => right.get(key) !== kept.get(key))
    .map(
      (key) =>
        `${table} ${key}: is "${kept.get(key) ?? 'nothing'}", should be "${right.get(key) ?? 'nothing'}"`,
    )
}
