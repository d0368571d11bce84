/** The sync: to and from the collector. Plain Node; others import this file only. */
export { parseEndpoint } from './endpoint.ts'
export type {
  HttpClient,
  HttpRequest,
  HttpResponse,
  RefusedRecord,
  SecretStore,
  SyncClock,
  SyncLog,
  SyncParts,
  SyncStore,
} from './parts.ts'
export { Sync } from './sync.ts'
export type {
  EnrolResult,
  EraseOptions,
  ExportResult,
  LeavingFacts,
  Membership,
  SyncCallResult,
  TeamAnswers,
  TeamChangeResult,
  TeamResult,
  TransferCodeResult,
} from './results.ts'
