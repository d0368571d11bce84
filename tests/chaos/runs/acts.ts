/** What agents do in a run. */
import type { Random } from '../../support/faults.ts'

/** Something that the agent does on a device; `pick` chooses the record, modulo how many there are. */
export type Act =
  | { readonly act: 'rate'; readonly rating: number; readonly day: number; readonly followUp: boolean }
  | { readonly act: 'wait'; readonly day: number }
  | { readonly act: 'rate-again'; readonly pick: number; readonly rating: number }
  | { readonly act: 'answer'; readonly pick: number; readonly what: number }
  | { readonly act: 'undo' | 'skip' | 'expire' | 'delete' | 'enrich'; readonly pick: number }
  | { readonly act: 'smile'; readonly day: number; readonly smiley: number }
  | { readonly act: 'withdraw-smile'; readonly day: number }
  | { readonly act: 'pulse'; readonly score: number }
  | { readonly act: 'withdraw-pulse' }

export function anAct(random: Random): Act {
  const day = random(3)
  const pick = random(1000)
  const kinds: readonly (() => Act)[] = [
    () => ({ act: 'rate', rating: 1 + random(5), day, followUp: random(4) === 0 }),
    () => ({ act: 'rate', rating: 1 + random(5), day, followUp: false }),
    () => ({ act: 'rate', rating: 1 + random(5), day, followUp: false }),
    () => ({ act: 'rate', rating: 1 + random(5), day, followUp: false }),
    () => ({ act: 'wait', day }),
    () => ({ act: 'rate-again', pick, rating: 1 + random(5) }),
    () => ({ act: 'answer', pick, what: random(5) }),
    () => ({ act: 'undo', pick }),
    () => ({ act: 'skip', pick }),
    () => ({ act: 'expire', pick }),
    () => ({ act: 'delete', pick }),
    () => ({ act: 'enrich', pick }),
    () => ({ act: 'smile', day, smiley: random(3) }),
    () => ({ act: 'smile', day, smiley: random(3) }),
    () => ({ act: 'withdraw-smile', day }),
    () => ({ act: 'pulse', score: random(11) }),
    () => ({ act: 'withdraw-pulse' }),
  ]
  return (kinds[random(kinds.length)] ?? kinds[0]!)()
}
