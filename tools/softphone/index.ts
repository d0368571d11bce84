/**
 * A real softphone and real customers for tests: baresip as the agent's softphone, sipp as whoever calls or is
 * called, all on 127.0.0.1 and on free ports.
 *
 *     const softphone = await startBaresip()
 *     const call = await placeCall(softphone, { kind: 'stays' })
 *     await softphone.accept()
 *     await softphone.hangUp()
 *     await call.done
 *     await softphone.stop()
 *
 * `missingPrograms` says what has to be installed first (Debian: baresip-core, sip-tester). Every process that is
 * started ends with the test process at the latest.
 */
export { missingPrograms } from './programs.ts'
export { freePort } from './ports.ts'
export { startBaresip } from './baresip.ts'
export type { BaresipPorts, Softphone, SoftphoneOptions } from './baresip.ts'
export { placeCall, startCallee } from './customers.ts'
export type { Call, Callee } from './customers.ts'
export type { CalleeScript, CallerScript } from './scenarios.ts'
