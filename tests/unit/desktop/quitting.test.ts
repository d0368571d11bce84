/** How the widget ends, when the agent quits and when the computer shuts down. */
import { describe, expect, it } from 'vitest'

import { Quitting } from '../../../src/main/quitting.ts'
import { createTranslator } from '../../../src/shared/messages/index.ts'
import type { StorageProblem } from '../../../src/shared/storage-problem.ts'
import { FakeClock } from '../../support/fake-clock.ts'

interface World {
  /** The day hasn't been asked about yet. */
  dayIsDue?: boolean
  kept?: StorageProblem
  /** Whether the disk takes what is kept by now. */
  diskIsBack?: boolean
  hasUnsent?: boolean
  /** The button that is pressed. */
  answer?: number
}

function widget({ dayIsDue = false, kept, diskIsBack = false, hasUnsent = false, answer = 0 }: World) {
  const clock = new FakeClock('2026-11-23T17:00')
  const happened: string[] = []
  const translator = createTranslator('en', 'en-GB', 'Europe/Amsterdam')
  const { t } = translator
  let isDue = dayIsDue
  const quitting = new Quitting({
    reminder: {
      askBeforeQuit() {
        const asks = isDue
        isDue = false
        return asks
      },
    },
    queue: { problem: kept, flush: () => diskIsBack },
    clock,
    translator: () => translator,
    hasUnsent: () => hasUnsent,
    showDay: () => void happened.push('day'),
    ask: (message, buttons) => {
      expect(message).toBe(t('native.quit-kept'))
      expect(buttons).toEqual([t('native.stay'), t('native.quit-anyway')])
      happened.push('question')
      return Promise.resolve(answer)
    },
    quit: () => void happened.push('end'),
  })
  /** What has happened so far, once nothing is under way. */
  const story = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    return happened.join(', ')
  }
  return { quitting, clock, story }
}

describe('quitting', () => {
  it('ends the program', async () => {
    const { quitting, story } = widget({})
    quitting.quit()
    expect(await story()).toBe('end')
  })

  it('asks about the day first, and ends when that window is closed', async () => {
    const { quitting, story } = widget({ dayIsDue: true })
    quitting.quit()
    expect(await story()).toBe('day')
    expect(quitting.isUnderWay).toBe(true)
    quitting.dayClosed()
    expect(await story()).toBe('day, end')
  })

  it('ends at once for whoever quits again instead of answering', async () => {
    const { quitting, story } = widget({ dayIsDue: true })
    quitting.quit()
    quitting.quit()
    expect(await story()).toBe('day, end')
  })

  it('does not end when the day is answered on any other occasion', async () => {
    const { quitting, story } = widget({})
    quitting.dayClosed()
    expect(await story()).toBe('')
  })

  it('asks before it drops answers that the disk refuses, and stays at the safe button', async () => {
    const { quitting, story } = widget({ dayIsDue: true, kept: 'disk-full' })
    quitting.quit()
    quitting.dayClosed()
    expect(await story()).toBe('day, question')
    expect(quitting.isUnderWay).toBe(false)
    // The next close of the day window is none of its business.
    quitting.dayClosed()
    expect(await story()).toBe('day, question')
  })

  it('drops them only when told to', async () => {
    const { quitting, story } = widget({ kept: 'disk-full', answer: 1 })
    quitting.quit()
    expect(await story()).toBe('question, end')
  })

  it('asks nothing when the disk takes them after all', async () => {
    const { quitting, story } = widget({ kept: 'disk-full', diskIsBack: true })
    quitting.quit()
    expect(await story()).toBe('end')
  })
})

describe('a shutdown of the computer', () => {
  it('is not held up for nothing', async () => {
    const { quitting, story } = widget({})
    expect(quitting.shuttingDown()).toBe(false)
    expect(await story()).toBe('')
  })

  it('is held up to give what waits a last attempt', async () => {
    const { quitting, story } = widget({ hasUnsent: true })
    expect(quitting.shuttingDown()).toBe(true)
    expect(await story()).toBe('end')
  })

  it('is held up for the day, for fifteen seconds at most', async () => {
    const { quitting, clock, story } = widget({ dayIsDue: true })
    expect(quitting.shuttingDown()).toBe(true)
    clock.pass(14_999)
    expect(await story()).toBe('day')
    clock.pass(1)
    expect(await story()).toBe('day, end')
  })

  it('goes on as soon as the day is answered', async () => {
    const { quitting, story } = widget({ dayIsDue: true })
    quitting.shuttingDown()
    quitting.dayClosed()
    expect(await story()).toBe('day, end')
  })
})
