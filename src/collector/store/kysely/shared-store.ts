/** The part of a collector's store that is the same in both databases. */
import { createSecret } from '../../auth/secrets.ts'
import type { Administration, CollectorStore, Device } from '../store.ts'
import { createCode, createTransferCode, listCodes, revokeCode } from './codes.ts'
import { readCustomers } from './customers.ts'
import { authenticate, listDevices, presentRowOf, revokeDevice } from './devices.ts'
import { guarded, type Engine } from './engine.ts'
import { enrol, membershipOf } from './enrol.ts'
import { erase, isErased, leave, listErasures, markRestored } from './erase.ts'
import { storeFeedback } from './feedback.ts'
import { beginImport } from './feedback-import.ts'
import { feedbackRule } from './feedback-rule.ts'
import { authenticateToken, createToken, listTokens, revokeToken } from './feedback-tokens.ts'
import { exportAgent, holdings, keptSince } from './holdings.ts'
import { readIdentity } from './meta.ts'
import { publishDue } from './published/publish.ts'
import { readAllSummaries, readPulses, readSummary } from './published/summaries.ts'
import { applyRetention } from './retention.ts'
import { createSharedWork } from './shared-work.ts'
import { readStatistics } from './statistics.ts'
import { createTeam, listTeams, readPolicy, renameTeam, retireTeam, writePolicy } from './teams.ts'
import { verifyRollups } from './verify.ts'

export type SharedStore = Omit<CollectorStore, 'ingest' | 'check' | 'close'>

/** Everything but ingest. `prepareMeta` must have run on the database once. */
export function createSharedStore(engine: Engine): SharedStore {
  return {
    identity: () => guarded(engine, () => readIdentity(engine.db)),
    authenticate: (credential) => guarded(engine, () => authenticate(engine, credential)),
    keptSince: (device) => guarded(engine, () => keptSince(engine, device)),
    holdings: (device, from) => guarded(engine, () => holdings(engine, device, from)),
    enrol: (code, claim) => guarded(engine, () => enrol(engine, code, claim)),
    isErased: (deviceId) => guarded(engine, () => isErased(engine.db, deviceId)),
    rotateToken: (device) => guarded(engine, () => rotateToken(engine, device)),
    createTransferCode: (device) => guarded(engine, () => createTransferCode(engine, device)),
    membership: (device) => guarded(engine, () => membershipOf(engine.db, toRow(device))),
    exportAgent: (device) => guardedEach(engine, exportAgent(engine, device)),
    erase: (device) => guarded(engine, () => erase(engine, device)),
    leave: (device) => guarded(engine, () => leave(engine, device)),
    summary: (teamNo, by, span) => guarded(engine, () => readSummary(engine, teamNo, by, span)),
    allTeams: (by, span) => guarded(engine, () => readAllSummaries(engine, by, span)),
    pulses: (teamNo) => guarded(engine, () => readPulses(engine, teamNo)),
    sharedWork: createSharedWork(engine),
    feedback: {
      rule: () => guarded(engine, () => feedbackRule(engine, engine.db)),
      authenticate: (secretHash) => guarded(engine, () => authenticateToken(engine, secretHash)),
      store: (rows) => guarded(engine, () => storeFeedback(engine, rows)),
    },
    customers: (teamNo) => guarded(engine, () => readCustomers(engine, teamNo)),
    administration: createAdministration(engine),
  }
}

function createAdministration(engine: Engine): Administration {
  return {
    feedback: {
      rule: () => guarded(engine, () => feedbackRule(engine, engine.db)),
      beginImport: () => guarded(engine, () => beginImport(engine)),
      createToken: (name) => guarded(engine, () => createToken(engine, name)),
      tokens: () => guarded(engine, () => listTokens(engine)),
      revokeToken: (id) => guarded(engine, () => revokeToken(engine, id)),
    },
    createTeam: (name) => guarded(engine, () => createTeam(engine, name)),
    renameTeam: (id, name) => guarded(engine, () => renameTeam(engine, id, name)),
    retireTeam: (id) => guarded(engine, () => retireTeam(engine, id)),
    teams: () => guarded(engine, () => listTeams(engine)),
    createCode: (input) => guarded(engine, () => createCode(engine, input)),
    revokeCode: (id) => guarded(engine, () => revokeCode(engine, id)),
    codes: (teamId) => guarded(engine, () => listCodes(engine, teamId)),
    devices: (teamId) => guarded(engine, () => listDevices(engine, teamId)),
    revokeDevice: (deviceId) => guarded(engine, () => revokeDevice(engine, deviceId)),
    policy: (teamId) => guarded(engine, () => readPolicy(engine.db, teamId)),
    setPolicy: (policy, teamId) => guarded(engine, () => writePolicy(engine, policy, teamId)),
    statistics: () => guarded(engine, () => readStatistics(engine)),
    verifyRollups: () => guarded(engine, () => verifyRollups(engine)),
    applyRetention: () => guarded(engine, () => applyRetention(engine)),
    publishDue: () => guarded(engine, () => publishDue(engine)),
    erasures: () => guarded(engine, () => listErasures(engine)),
    markRestored: (erasures) => guarded(engine, () => markRestored(engine, erasures)),
  }
}

async function rotateToken(engine: Engine, device: Device): Promise<string> {
  const { team_no, device_no } = await presentRowOf(engine.db, device)
  const { text, hash } = createSecret('token', team_no, device_no)
  const { numUpdatedRows } = await engine.db
    .updateTable('device')
    .set({ token_hash: hash })
    .where('team_no', '=', team_no)
    .where('device_no', '=', device_no)
    // Where the device has moved on in the meantime the row stays without a token.
    .where('token_hash', 'is not', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) await presentRowOf(engine.db, device)
  return text
}

function toRow({ teamNo, role }: Device) {
  return { team_no: teamNo, role }
}

async function* guardedEach<T>(engine: Engine, items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items
  } catch (error) {
    throw engine.translate(error)
  }
}
