/** Two years of the lead's own records in the widget's store, written as the widget writes them. */
import { mkdirSync } from 'node:fs'
import { openStore } from '../../../src/main/store/index.ts'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts'
import type { PersonDay } from '../world/work.ts'
import type { WorldLanguage } from '../world/words.ts'
import { interactionsOf, TIME_ZONE } from './records.ts'

export interface OwnRecords {
  /** The widget's data folder; made here. */
  readonly folder: string
  readonly days: readonly PersonDay[]
  readonly language: WorldLanguage
}

/** @returns how many interactions there are */
export function writeOwnRecords({ folder, days, language }: OwnRecords): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let at = 0
  const store = openStore({ directory: folder, now: () => at })
  try {
    const { triggers, ...others } = DEFAULT_SETTINGS
    store.state.write('settings', {
      ...others,
      language,
      // Beside a widget that is really used: another port, no shortcuts, nobody is asked how the day was.
      workWeekdays: [],
      shortcuts: { openPanel: '', rateInteraction: '', rateModifier: '' },
      launchAtLogin: false,
      triggers: { ...triggers, http: { ...triggers.http, port: 0 } },
    })
    let count = 0
    for (const day of days) {
      at = day.interactions.at(-1)?.endedAt ?? at
      store.days.open(day.workDay, TIME_ZONE)
      for (const interaction of interactionsOf(day)) {
        const { id, outcome, rating, solved, reasons, followUp, story, note } = interaction
        store.interactions.add(interaction)
        if (outcome === 'rated' && rating !== null) {
          store.interactions.rate(id, rating)
          store.interactions.answer(id, { solved, reasons, followUp, story, note })
        } else if (outcome === 'skipped') store.interactions.skip(id)
        else store.interactions.expire([id])
        count += 1
      }
      if (day.smiley !== null) store.days.smile(day.workDay, day.smiley.smiley)
      if (day.pulse !== null) store.pulses.answer(day.pulse.quarter, day.pulse.score)
    }
    return count
  } finally {
    store.close()
  }
}
