import { describe, expect, it } from 'vitest'
import { createTranslator } from '../../../src/shared/messages/index.ts'
import { meanChange, shareChange } from '../../../src/shared/team-figures/change.ts'
import { meanFigure, npsFigure, shareFigure } from '../../../src/shared/team-figures/figure.ts'
import { createFormats } from '../../../src/renderer/ui/format.ts'
import { createBoardFormats } from '../../../src/renderer/team/board-formats.ts'
import {
  changeWords,
  completionWords,
  scoreWords,
  valueWords,
  type Words,
} from '../../../src/renderer/team/words.ts'
import { cell } from './cells.ts'

function wordsOf(language: 'en' | 'nl'): Words {
  const locale = language === 'en' ? 'en-GB' : 'nl-NL'
  const { t } = createTranslator(language, locale, 'Europe/Amsterdam')
  const formats = createFormats(locale, 'Europe/Amsterdam')
  return { t, formats, board: createBoardFormats(locale, t, formats) }
}
const [en, nl] = [wordsOf('en'), wordsOf('nl')]

describe('figures in words', () => {
  it('are one number where everything is told exactly', () => {
    expect(valueWords(en, 'solved', shareFigure(cell([41, 9]))!)).toBe('82%')
    expect(valueWords(nl, 'rating', meanFigure(cell([0, 0, 1, 2, 1]))!)).toBe('4,0 van 5')
  })

  it('are a range where answers are almost alike, and "nearly all" only where it may be all', () => {
    const alike = (counts: number[], n: number[], blocks: number[]) =>
      valueWords(en, 'smiley', shareFigure(cell(counts, n, blocks))!)
    expect(alike([0, 0, 0], [10, 0, 0], [1, 0, 0])).toBe('nearly all (90% to 100%)')
    expect(alike([0, 0, 0], [0, 0, 10], [0, 0, 1])).toBe('hardly any (0% to 10%)')
    expect(alike([5, 0, 5], [10, 0, 0], [1, 0, 0])).toBe('70% to 75%')
  })

  it('call a change clear only where its interval leaves 0 out', () => {
    const before = 'week 45'
    const solved = (now: number[], then: number[]) =>
      changeWords(en, 'solved', shareChange(cell(now), cell(then))!, before)
    expect(solved([56, 14], [48, 32])).toBe('Clearly up from week 45: +20 percentage points (+5 to +33)')
    expect(solved([48, 32], [56, 14])).toBe('Clearly down from week 45: -20 percentage points (-33 to -5)')
    expect(solved([6, 4], [3, 7])).toMatch(/^Not clearly different from week 45: \+30 percentage points/)
    const rating = meanChange(cell([0, 0, 3, 2, 0]), cell([0, 0, 2, 3, 0]))!
    expect(changeWords(nl, 'rating', rating, before)).toMatch(/^Niet duidelijk anders dan week 45: -0,2 \(/)
  })

  it('say when completion can’t be shown, rather than leave it out', () => {
    expect(completionWords(en, shareFigure(cell([30, 8, 2])))).toBe('75% of 40 interactions rated')
    expect(completionWords(en, undefined)).toBe('how many were rated can’t be shown')
  })

  it('give a score its sign, its interval and the number of answers', () => {
    expect(scoreWords(en, npsFigure(cell([45, 30, 25]))!)).toBe('+20 (+4 to +35), 100 answers')
    expect(scoreWords(en, npsFigure(cell([0, 0, 0], [0, 8, 0], [0, 1, 0]))!)).toMatch(
      /^between -13 and \+13 \(.*\), 8 answers$/,
    )
  })
})

describe('windows of time', () => {
  it('are named as the locale does, also within a sentence', () => {
    expect(en.board.window('week', '2026-11-12')).toBe('Week 46 (9 Nov – 15 Nov)')
    expect(nl.board.window('day', '2026-11-19')).toBe('Donderdag 19 november')
    expect(nl.board.windowInside('day', '2026-11-19')).toBe('donderdag 19 november')
    expect(nl.board.window('month', '2026-11-01')).toBe('November 2026')
    expect(en.board.windowInside('quarter', '2026-11-01')).toBe('Q4 2026')
    // The first days of a year can be in a week of the year before.
    expect(en.board.windowInside('week', '2027-01-01')).toBe('week 53')
  })
})
