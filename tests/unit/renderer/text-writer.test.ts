import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TextWriter, type WritingState } from '../../../src/renderer/ui/text-writer.ts'

const setUp = (written = '') => {
  const save = vi.fn<(text: string) => Promise<boolean>>(() => Promise.resolve(true))
  const states: WritingState[] = []
  const writer = new TextWriter(written, {
    save,
    onState: (state) => states.push(state),
    pauseMs: 800,
    retryMs: 5000,
  })
  return { save, states, writer }
}

describe('a field that saves by itself', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('writes once after a pause in typing', async () => {
    const { save, states, writer } = setUp()
    writer.edit('a')
    await vi.advanceTimersByTimeAsync(500)
    writer.edit('ab')
    await vi.advanceTimersByTimeAsync(799)
    expect(save).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(save.mock.calls).toEqual([['ab']])
    expect(states.at(-1)).toBe('saved')
  })

  it('writes at once when told, and not again afterwards', async () => {
    const { save, writer } = setUp()
    writer.edit('note')
    expect(await writer.flush()).toBe(true)
    expect(await writer.flush()).toBe(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(save).toHaveBeenCalledTimes(1)
  })

  it('sends nothing twice when Enter and the loss of focus come together', async () => {
    const { save, writer } = setUp()
    writer.edit('note')
    await Promise.all([writer.flush(), writer.flush()])
    expect(save).toHaveBeenCalledTimes(1)
  })

  it('keeps what could not be written and tries again', async () => {
    const { save, states, writer } = setUp()
    save.mockResolvedValueOnce(false)
    writer.edit('note')
    expect(await writer.flush()).toBe(false)
    expect(states.at(-1)).toBe('failed')
    expect(writer.dirty).toBe(true)
    await vi.advanceTimersByTimeAsync(5000)
    expect(save.mock.calls).toEqual([['note'], ['note']])
    expect(states.at(-1)).toBe('saved')
    expect(writer.dirty).toBe(false)
  })

  it('writes what was typed while it was writing', async () => {
    const { save, writer } = setUp()
    save.mockImplementationOnce(() => {
      writer.edit('first and second')
      return Promise.resolve(true)
    })
    writer.edit('first')
    await writer.flush()
    expect(writer.dirty).toBe(true)
    await vi.advanceTimersByTimeAsync(800)
    expect(save.mock.calls.at(-1)).toEqual(['first and second'])
  })

  it('writes nothing when the text is back to what it was', async () => {
    const { save, writer } = setUp('same')
    writer.edit('samey')
    writer.edit('same')
    expect(await writer.flush()).toBe(true)
    expect(save).not.toHaveBeenCalled()
  })

  it('forgets what is not to be written', async () => {
    const { save, writer } = setUp()
    writer.edit('99999')
    writer.forget()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(save).not.toHaveBeenCalled()
  })
})
