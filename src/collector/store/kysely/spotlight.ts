/** The story that a lead has put onto every widget of the team. It goes when its agent takes the story back. */
import { TEAM_LIMITS } from '../../../shared/wire/limits.ts'
import type { Spotlight } from '../../../shared/wire/team.ts'
import { dayOf, dayText } from '../days.ts'
import { uuidBytes } from '../ids.ts'
import type { Engine } from './engine.ts'
import { isBeside } from './shared-rows.ts'
import { storyOf, storyRows } from './stories.ts'

export async function readSpotlight(engine: Engine, teamNo: number): Promise<Spotlight | null> {
  const row = await storyRows(engine, teamNo)
    .innerJoin('spotlight', (join) => join.on(isBeside('spotlight')))
    .select('spotlight.until_day')
    .where('spotlight.until_day', '>=', dayOf(engine.now()))
    .executeTakeFirst()
  return row === undefined ? null : { story: storyOf(row), until: dayText(row.until_day) }
}

export async function setSpotlight(engine: Engine, teamNo: number, id: string | null): Promise<boolean> {
  return await engine.transaction(async (trx) => {
    // An erasure, a move or the end of retention ends the spotlight of its story; none may come after it.
    await engine.joinIngest(trx)
    const key =
      id === null
        ? undefined
        : await storyRows({ ...engine, db: trx }, teamNo)
            .select('interaction.device_no')
            .where('interaction.id', '=', uuidBytes(id))
            .orderBy('interaction.work_day')
            .orderBy('interaction.device_no')
            .executeTakeFirst()
    if (id !== null && key === undefined) return false
    if (key === undefined) {
      await trx.deleteFrom('spotlight').where('team_no', '=', teamNo).execute()
      return true
    }
    const now = {
      work_day: key.work_day,
      device_no: key.device_no,
      id: key.id,
      until_day: dayOf(engine.now()) + TEAM_LIMITS.spotlightDays - 1,
    }
    await trx
      .insertInto('spotlight')
      .values({ team_no: teamNo, ...now })
      .onConflict((conflict) => conflict.column('team_no').doUpdateSet(now))
      .execute()
    return true
  })
}
