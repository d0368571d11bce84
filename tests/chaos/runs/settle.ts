/** After the storm: the network heals, people do what people must, and everybody comes to an end. */
import { setTimeout as delay } from 'node:timers/promises'

import { FASTEST } from './script.ts'
import type { DeviceSlot } from './slot.ts'
import type { Stage } from './stage.ts'

/** Settling takes a tenth of a second; this is for a machine that does other things too. */
const SETTLE_MS = 40_000
const MOST_BETWEEN_LOOKS_MS = 500
const QUIET_MS = 40
/** Requests while everything settles and nothing new is rated; more is ping-pong. */
const MOST_REQUESTS_A_DEVICE = 80

/** @returns what did not come to an end */
export async function settle(stage: Stage): Promise<string[]> {
  const { devices, proxy, script } = stage
  stage.weather.offline = false
  await proxy.heal()
  for (const device of devices) if (!device.open) await stage.open(device)
  const began = proxy.requests()
  // With the fastest clocks nobody presses "try again": what has failed must come back by itself.
  const isTold = script.speed < FASTEST
  const first = await untilSent(stage, 'after the storm', isTold)
  if (first.length > 0) return first
  // The next morning: everybody compares with the collector, rates once more, and that arrives too. In every other run
  // nobody goes home, so that no comparison at a start makes up for what was taken as sent and wasn't, and a restored
  // collector's new epoch alone must make everybody compare. There the next ratings are first answered by somebody who
  // accounts for none of them.
  const isNight = script.seed % 2 === 1
  if (!isNight) lie(stage)
  for (const device of devices) {
    if (isNight) {
      await stage.close(device)
      await stage.open(device)
    }
    await stage.act(device, { act: 'rate', rating: 4, day: 2, followUp: false })
  }
  const second = await untilSent(stage, 'on the next morning', true)
  if (second.length > 0) return second
  const requests = proxy.requests() - began
  const most = MOST_REQUESTS_A_DEVICE * devices.length
  return requests > most ? [`${requests} requests were made while everything settled`] : []
}

function lie({ devices, proxy, weather }: Stage): void {
  weather.faultPercent = 0
  weather.lies = devices.length
  proxy.relapse()
}

/** Waits until nobody has anything to send and nobody sends. */
async function untilSent(stage: Stage, when: string, isTold: boolean): Promise<string[]> {
  const { proxy } = stage
  let [waited, lookedAt] = [0, performance.now()]
  let looks: string[] = []
  let quietSince = performance.now()
  let requests = proxy.requests()
  let nudged = -Infinity
  while (waited < SETTLE_MS) {
    // A machine that stands still between two looks takes nobody's time.
    waited += Math.min(performance.now() - lookedAt, MOST_BETWEEN_LOOKS_MS)
    lookedAt = performance.now()
    const nudge = isTold && performance.now() - nudged > 150
    if (nudge) nudged = performance.now()
    looks = []
    for (const device of stage.devices) looks.push(...(await help(stage, device, nudge)))
    const now = proxy.requests()
    if (now !== requests || looks.length > 0) quietSince = performance.now()
    requests = now
    if (performance.now() - quietSince > QUIET_MS) return []
    await delay(4)
  }
  return looks.length > 0 ? looks.map((look) => `${when}: ${look}`) : [`${when}: requests don't end`]
}

/** Does what the agent or an administrator would do. @returns what isn't well yet */
async function help(stage: Stage, device: DeviceSlot, nudge: boolean): Promise<string[]> {
  const { key } = device
  if (!device.open) return (await stage.open(device)) ? [] : [`device ${key} doesn't open`]
  const { view, pending, busy } = await stage.lane.devices.call('look', { key })
  switch (view.connection) {
    case 'erased':
    case 'none':
      return []
    case 'revoked':
    case 'unknown':
    case 'token-lost':
      await stage.enrol(device, stage.code)
      return [`device ${key} is ${view.connection}`]
    case 'enrolled':
      if (pending === 0) return busy ? [`device ${key} is busy`] : []
      if (nudge) await stage.lane.devices.call('nudge', { key, how: 'send-now' })
      return [
        `device ${key} has ${pending} to send, ${view.problem ?? 'no problem'}, refused ${view.refused}`,
      ]
  }
}
