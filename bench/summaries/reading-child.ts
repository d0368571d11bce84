/**
 * Reads summaries at the store, in a process of its own: `reading-child.ts FOLDER FROM TO QUARTER_FROM QUARTER_TO
 * [postgres://…]`. Says every time in ms: the first reading of each team, and then many more.
 */
import { openStore } from '../../src/collector/store/open.ts'

const [dataFolder = '.', from = '', to = '', quarterFrom = '', quarterTo = '', database] =
  process.argv.slice(2)
const READINGS = 2_000
const ALL_TEAMS = 10

const store = await openStore({ dataFolder, database, now: Date.now })
const first: number[] = []
const warm: number[] = []
const allTeams: number[] = []
const quarter = { from: quarterFrom, to: quarterTo }
allTeams.push(await timed(() => store.allTeams('quarter', quarter)))
const teams = (await store.administration.teams()).map((_, index) => index + 1)
for (const team of teams) first.push(await timed(() => store.summary(team, 'day', { from, to })))
for (let n = 0; n < READINGS; n += 1) {
  const team = teams[(n * 7919) % teams.length] ?? 1
  warm.push(await timed(() => store.summary(team, 'day', { from, to })))
}
for (let n = 0; n < ALL_TEAMS; n += 1) allTeams.push(await timed(() => store.allTeams('quarter', quarter)))
const { windows } = await store.summary(1, 'day', { from, to })
await store.close()
const shown = windows.filter(({ rating }) => rating.cell !== null).length
process.send?.({ first, warm, allTeams, windows: windows.length, shown }, () => process.disconnect())

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
