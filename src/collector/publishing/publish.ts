/** Everything that a team's closing publishes: blocks, and the parts of months that are over. */
import { closeDays, type Closed, type Made, type ToClose } from './closing.ts'
import { monthParts, type MonthParts } from './parts.ts'
import { spanOf } from './spans.ts'

export interface ToPublish extends ToClose {
  /**
   * Blocks of earlier closings, with what is left of their contributions; at least those of every month that is closed
   * now. Of contributions nothing is left out but what was erased.
   */
  readonly made: readonly Made[]
}

export interface NewlyPublished extends Closed {
  /** Of every month that is closed now and has blocks. */
  readonly parts: readonly MonthParts[]
}

/**
 * Closes days and says all that is to be kept, in one go, so that nothing is told of what isn't kept. The same again gives
 * nothing more.
 */
export function publish(input: ToPublish): NewlyPublished {
  const closed = closeDays(input)
  const after = input.closedTo ?? Number.NEGATIVE_INFINITY
  const blocks = [...input.made, ...closed.made].filter(({ block }) => block.level !== 'quarter')
  const months = Map.groupBy(blocks, ({ block }) => spanOf('month', block.first).first)
  const parts = Array.from(months)
    .filter(([first]) => {
      const { last } = spanOf('month', first)
      return last > after && last <= input.upTo
    })
    .sort(([a], [b]) => a - b)
    .flatMap(([first, made]) =>
      (['interaction', 'solved'] as const).flatMap((kind) => {
        const own = made.filter(({ block }) => block.kind === kind)
        return own.length === 0 ? [] : [monthParts(kind, first, own, input.threshold)]
      }),
    )
  return { ...closed, parts }
}
