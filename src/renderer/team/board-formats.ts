/** Numbers and windows of time as the team window writes them, in the agent's locale. */
import { useMemo } from 'react'
import type { Translator } from '../../shared/messages/index.ts'
import { windowOf, type WindowKind } from '../../shared/statistics/windows.ts'
import { useApp } from '../ui/app.ts'
import type { Formats } from '../ui/format.ts'
import { once } from '../ui/once.ts'

export interface BoardFormats {
  /** `Thursday 19 November`, `Week 46 (9 Nov – 15 Nov)`, `November 2026`, `Q4 2026`. @param day any day of it */
  readonly window: (by: WindowKind, day: string) => string
  /** Within a sentence: `Thursday 19 November`, `week 46`, `november 2026` where the language writes it so, `Q4 2026`. */
  readonly windowInside: (by: WindowKind, day: string) => string
  /** For an axis: `19 Nov`, `w 46`, `Nov 26`, `Q4 2026`. */
  readonly windowShort: (by: WindowKind, day: string) => string
  /** `November 2026` */
  readonly month: (day: string) => string
  readonly quarter: (year: number, quarter: number) => string
  /** `19 November 2026` */
  readonly fullDate: (day: string) => string
  /** `+6`, `−4`, `0`: whole numbers with their sign. */
  readonly signed: (value: number) => string
  /** The same with one decimal. */
  readonly signedTenths: (value: number) => string
  /** Whole, the sign only where it is negative. */
  readonly whole: (value: number) => string
  readonly hundredths: (value: number) => string
}

export function createBoardFormats(locale: string, t: Translator['t'], formats: Formats): BoardFormats {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = once(() => new Intl.NumberFormat(locale, options))
    // A rounded −0.04 isn't −0.
    return (value: number) => format().format(value)
  }
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = once(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }))
    return (day: string) => format().format(Date.parse(`${day}T12:00:00Z`))
  }
  const month = date({ month: 'long', year: 'numeric' })
  const monthShort = date({ month: 'short', year: '2-digit' })
  const quarter = (year: number, ofYear: number) =>
    t('board.window-quarter', { year: String(year), quarter: ofYear })
  return {
    month: (day) => capital(month(day), locale),
    quarter,
    fullDate: date({ day: 'numeric', month: 'long', year: 'numeric' }),
    signed: number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    signedTenths: number({ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
    whole: number({ maximumFractionDigits: 0, signDisplay: 'negative' }),
    hundredths: number({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'negative' }),
    window: (by, day) => {
      const window = windowOf(day, by)
      switch (window.kind) {
        case 'day':
          return capital(formats.dayLong(day), locale)
        case 'week':
          return t('board.window-week', {
            week: window.week,
            from: formats.date(window.from),
            to: formats.date(window.to),
          })
        case 'month':
          return capital(month(day), locale)
        case 'quarter':
          return quarter(window.year, window.quarter)
      }
    },
    windowInside: (by, day) => {
      const window = windowOf(day, by)
      switch (window.kind) {
        case 'day':
          return formats.dayLong(day)
        case 'week':
          return t('board.window-week-inside', { week: window.week })
        case 'month':
          return month(day)
        case 'quarter':
          return quarter(window.year, window.quarter)
      }
    },
    windowShort: (by, day) => {
      const window = windowOf(day, by)
      switch (window.kind) {
        case 'day':
          return formats.date(day)
        case 'week':
          return t('board.window-week-short', { week: window.week })
        case 'month':
          return monthShort(day)
        case 'quarter':
          return quarter(window.year, window.quarter)
      }
    },
  }
}

export function useBoardFormats(): BoardFormats {
  const { view, translator, formats } = useApp()
  return useMemo(
    () => createBoardFormats(view.locale, translator.t, formats),
    [view.locale, translator, formats],
  )
}

/** Dutch writes days and months small; at the head of a line they begin with a capital. */
function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
