/**
 * A collector on SQLite in a hurry, until the process is killed: batches of several devices at once, repeated and
 * corrected ones among them, an erasure now and then. What the store has answered for is written down. Arguments:
 * folder, seed.
 */
import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { parseSecret } from '../../../src/collector/auth/secrets.ts'
import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import type { Credential, Grant, IncomingEvent } from '../../../src/collector/store/store.ts'
import { createUuidV7 } from '../../../src/main/store/uuid.ts'
import { RATINGS, SMILEYS } from '../../../src/shared/lists.ts'
import { createRandom } from '../../crash/random.ts'
import { ACKNOWLEDGED } from './child.ts'

const [, , folder = '', seed = '0'] = process.argv
const random = createRandom(Number(seed))
const now = () => Date.UTC(2026, 10, 20, 12)
const DEVICES = 3

interface Device {
  readonly deviceId: string
  readonly credential: Credential
  readonly sent: IncomingEvent[]
}

const out = openSync(join(folder, ACKNOWLEDGED), 'a')
const acknowledge = (line: object): void => void writeSync(out, `${JSON.stringify(line)}\n`)
const newId = createUuidV7(now)
const store = await createSqliteStore({ folder, now, role: 'server' })
const team = await store.administration.createTeam(`Team ${seed}`)
const { code } = await store.administration.createCode({
  teamId: team.id,
  role: 'agent',
  seats: 10_000,
  expiresAt: Date.UTC(2100, 0, 1),
})
const devices = await Promise.all(Array.from({ length: DEVICES }, () => enrol()))
await Promise.all(devices.map((_, index) => send(index)))

async function enrol(): Promise<Device> {
  const result = await store.enrol(code, undefined)
  if (!result.ok) throw new Error(result.code)
  return deviceOf(result.grant)
}

function deviceOf({ deviceId, token }: Grant): Device {
  const credential = parseSecret('token', token)
  if (credential === undefined) throw new Error('A token that is none.')
  return { deviceId, credential, sent: [] }
}

/** One device for ever; meanwhile the others. */
async function send(index: number): Promise<void> {
  for (;;) {
    const { credential, deviceId, sent } = devices[index]!
    const events = Array.from({ length: 1 + random(8) }, (_, place) => eventOf(sent, place))
    const result = await store.ingest(credential, events)
    if (!result.ok) throw new Error(result.code)
    acknowledge({ deviceId, events })
    sent.push(...events)
    if (random(60) > 0) continue
    const admitted = await store.authenticate(credential)
    if (!admitted.ok) throw new Error(admitted.code)
    // Announced first: if the answer is cut off, either is right.
    acknowledge({ erasing: deviceId })
    const grant = await store.erase(admitted.device)
    acknowledge({ erased: deviceId })
    devices[index] = deviceOf(grant)
  }
}

/** A new record, or a higher revision of one; never two of one record in a batch. */
function eventOf(sent: readonly IncomingEvent[], index: number): IncomingEvent {
  const earlier = index === 0 && sent.length > 0 && random(2) === 0 ? sent[random(sent.length)] : undefined
  const highest = sent.findLast(({ recordId }) => recordId === earlier?.recordId)
  if (highest?.kind === 'interaction')
    return {
      ...highest,
      index,
      revision: highest.revision + 1,
      data: { ...highest.data, rating: RATINGS[random(5)]! },
    }
  const workDay = `2026-11-${10 + random(10)}`
  if (random(5) === 0) {
    const smiley = SMILEYS[random(3)] ?? null
    return { kind: 'day', index, recordId: newId(), revision: 1, data: { workDay, deleted: false, smiley } }
  }
  return {
    kind: 'interaction',
    index,
    recordId: newId(),
    revision: 1,
    data: {
      workDay,
      deleted: false,
      channel: 'voice',
      queue: `Queue ${random(3)}`,
      outcome: 'rated',
      rating: RATINGS[random(5)] ?? 3,
      solved: random(2) === 0,
      reasons: [],
      followUp: null,
      story: null,
    },
  }
}
