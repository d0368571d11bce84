/** The whole job on a real softphone: baresip takes calls of sipp, the widget listens to baresip. */
import { missingPrograms, placeCall, startBaresip } from '../../tools/softphone/index.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts'
import { appeared, expect, rows, test } from './support.ts'

const missing = missingPrograms()
test.skip(missing.length > 0, `not installed: ${missing.join(', ')}`)

test('a real call is answered, the customer hangs up, the agent presses a key, the rating is on disk', async ({
  prepare,
  launch,
  userData,
}) => {
  const softphone = await startBaresip()
  try {
    prepare({
      triggers: {
        ...DEFAULT_SETTINGS.triggers,
        http: { enabled: false, port: 0, origins: [] },
        softphone: { enabled: true, host: '127.0.0.1', port: softphone.ports.control },
      },
    })
    const widget = await launch()
    const panel = await widget.window('panel')
    const status = () =>
      panel.evaluate(async () => {
        const answer = await window.aftercall.invoke('status:get')
        return answer.ok ? { triggers: answer.value.triggers, holds: answer.value.holds } : undefined
      })
    await expect.poll(status).toMatchObject({ triggers: [{ id: 'baresip', state: { s: 'up' } }] })

    const missed = await placeCall(softphone, { kind: 'gives-up', ringMs: 300 })
    await missed.done
    const call = await placeCall(softphone, { kind: 'talks', talkMs: 4_000 })
    const answer = async () => {
      // Until it rings there is nothing to accept.
      await softphone.accept()
      return status()
    }
    await expect.poll(answer).toMatchObject({ holds: ['on-call'] })
    expect(await appeared(widget)).toEqual(['panel'])
    await call.done

    const card = await widget.window('prompt')
    await expect(card.getByRole('radiogroup')).toHaveCount(1)
    await card.keyboard.press('4')
    await expect(card.getByText('Saved', { exact: true })).toBeVisible()
    expect(rows(userData)).toMatchObject([
      { rating: 4, external_ids: JSON.stringify([`sip:${call.callId}`]) },
    ])
  } finally {
    await softphone.stop()
  }
})
