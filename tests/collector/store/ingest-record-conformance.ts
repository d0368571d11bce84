/** What becomes of a record: stored once, replaced by a higher revision, or named as a fork. */
import { describe, expect, it } from 'vitest'

import type { Bench } from './bench.ts'
import { STALE, STORED } from './ingest-support.ts'
import {
  exported,
  held,
  interaction,
  pulse,
  RATED,
  recordId,
  send,
  smiley,
  TOMBSTONE,
  tombstone,
} from './support.ts'

export function describeRecords(bench: Bench): void {
  describe('one record', () => {
    it.each([
      ['interaction', interaction()],
      [
        'interaction with everything',
        interaction({ followUp: '', story: 'Größe 🎉', externalIds: ['sip:1@x', 'ext:7'] }),
      ],
      ['smiley', smiley('happy')],
      ['pulse', pulse(10)],
      ['deleted interaction', tombstone({})],
      ['deleted smiley', smiley(null, {}, { deleted: true })],
      ['pulse that was taken back', pulse(null)],
    ])(
      'of the kind %s is stored once, however often it is sent, and comes back as it was',
      async (_, event) => {
        const device = await bench.newDevice()
        expect(await send(bench.store, device, event)).toEqual(STORED)
        expect(await send(bench.store, device, event)).toEqual(STALE)
        expect(await send(bench.store, device, event, event)).toEqual({ ...STALE, stale: 2 })
        expect(await exported(bench.store, device)).toEqual([
          expect.objectContaining({ id: `${event.recordId}/1`, data: event.data }),
        ])
      },
    )

    it('is replaced by a higher revision and by no lower one, which is told what is held', async () => {
      const device = await bench.newDevice()
      const id = recordId()
      await send(bench.store, device, interaction({ rating: 2 }, { id, revision: 3 }))
      expect(await send(bench.store, device, interaction({ rating: 1 }, { id, revision: 2 }))).toEqual({
        ...STALE,
        newer: [{ index: 0, revision: 3 }],
      })
      expect(await held(bench.store, device, id)).toMatchObject({ id: `${id}/3`, data: { rating: 2 } })
      expect(await send(bench.store, device, interaction({ rating: 5 }, { id, revision: 7 }))).toEqual(STORED)
      expect(await held(bench.store, device, id)).toMatchObject({ id: `${id}/7`, data: { rating: 5 } })
    })

    it.each<[string, Partial<typeof RATED>]>([
      ['channel', { channel: 'chat' }],
      ['queue', { queue: 'Returns' }],
      ['no queue', { queue: null }],
      ['rating', { rating: 5 }],
      ['solved', { solved: false }],
      ['solved unknown', { solved: null }],
      ['reasons', { reasons: ['systems'] }],
      ['followUp', { followUp: 'Call back.' }],
      ['empty followUp', { followUp: '' }],
      ['story', { story: 'It went well.' }],
      ['outcome', { outcome: 'skipped', rating: null, solved: null, reasons: [] }],
      ['deleted', TOMBSTONE],
    ])('of the same revision with another %s is a fork: named, and not stored', async (_, other) => {
      const device = await bench.newDevice()
      const id = recordId()
      await send(bench.store, device, interaction({}, { id }))
      const forked = interaction(other, { id })
      expect(await send(bench.store, device, interaction(), forked)).toEqual({ ...STORED, forked: [1] })
      expect(await held(bench.store, device, id)).toMatchObject({ data: RATED })
    })

    it('is a fork for smileys and pulses too', async () => {
      const device = await bench.newDevice()
      const [day, quarter] = [recordId(), recordId()]
      await send(bench.store, device, smiley('sad', { id: day }), pulse(3, { id: quarter }))
      const others = [
        smiley('happy', { id: day }),
        smiley(null, { id: day }),
        smiley(null, { id: day }, { deleted: true }),
        pulse(4, { id: quarter }),
        pulse(null, { id: quarter }, { deleted: true }),
      ]
      expect(await send(bench.store, device, ...others)).toEqual({
        stored: 0,
        stale: 0,
        newer: [],
        forked: [0, 1, 2, 3, 4],
      })
      expect((await exported(bench.store, device)).map(({ data }) => data)).toMatchObject([
        { smiley: 'sad' },
        { score: 3 },
      ])
    })

    it('is the same with and without external ids: whether these leave is a policy', async () => {
      const device = await bench.newDevice()
      const id = recordId()
      const sent = interaction({ followUp: 'Call back.', externalIds: ['sip:1@x'] }, { id })
      await send(bench.store, device, sent)
      expect(await send(bench.store, device, interaction({ followUp: 'Call back.' }, { id }))).toEqual(STALE)
      expect(await held(bench.store, device, id)).toMatchObject({ data: sent.data })
    })

    it('comes in several revisions within one request, in any order: the highest stays', async () => {
      const device = await bench.newDevice()
      const [up, down] = [recordId(), recordId()]
      const revisions = (id: string, order: readonly (1 | 2 | 3)[]) =>
        order.map((revision) => interaction({ rating: revision }, { id, revision }))
      expect(await send(bench.store, device, ...revisions(up, [1, 2, 3]))).toEqual({ ...STORED, stored: 3 })
      expect(await send(bench.store, device, ...revisions(down, [3, 1, 2]))).toEqual({
        stored: 1,
        stale: 2,
        newer: [
          { index: 1, revision: 3 },
          { index: 2, revision: 3 },
        ],
        forked: [],
      })
      for (const id of [up, down])
        expect(await held(bench.store, device, id)).toMatchObject({ id: `${id}/3` })
    })

    it('belongs to its device: the same id from another one is another record', async () => {
      const [one, other] = [await bench.newDevice(), await bench.newDevice()]
      const id = recordId()
      await send(bench.store, one, interaction({ rating: 1 }, { id }))
      expect(await send(bench.store, other, interaction({ rating: 5 }, { id }))).toEqual(STORED)
      expect(await held(bench.store, one, id)).toMatchObject({ data: { rating: 1 } })
    })
  })
}
