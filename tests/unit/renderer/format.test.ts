import { describe, expect, it } from 'vitest'
import { createFormats } from '../../../src/renderer/ui/format.ts'

const noon = Date.UTC(2026, 10, 23, 11)
const hour = 3_600_000

describe('formats', () => {
  it('show a moment of another day with its weekday', () => {
    const formats = createFormats('nl-NL', 'Europe/Amsterdam', () => noon)
    expect(formats.moment(noon + hour)).toBe('13:00')
    expect(formats.moment(noon + 21 * hour)).toMatch(/^dinsdag.*09:00$/)
  })

  it.each(['Pacific/Apia', 'America/New_York', 'Asia/Kathmandu'])(
    'name a work day by its date in %s',
    (zone) => {
      expect(createFormats('en-GB', zone).dayLong('2026-11-23')).toBe('Monday 23 November')
    },
  )

  it('count weekdays from Monday', () => {
    const { weekday } = createFormats('en-GB', 'Pacific/Apia')
    expect([1, 7].map((iso) => weekday(iso, 'long'))).toEqual(['Monday', 'Sunday'])
  })
})
