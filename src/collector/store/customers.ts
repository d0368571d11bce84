/**
 * Customers beside agents, as everybody else sees it: what customers answered comes in by feedback; what a team is told of
 * it comes out published, see docs/decisions/0017-customers.md. kysely/ keeps it in both databases.
 */
import type { CustomerScale } from '../../shared/statistics/map-score.ts'
import type { CustomersAnswer, CustomerScores } from '../../shared/wire/team.ts'

/** What a customer answered of one interaction, checked. */
export interface FeedbackRow {
  /** Of the interaction, as the telephone system or the desk calls it. */
  readonly externalId: string
  readonly scale: CustomerScale
  readonly score: number
  /** The day on which it was given, whole days since 1970-01-01; `null`: nobody said, so the day on which it came. */
  readonly givenOn: number | null
}

/** What of feedback is taken at present. */
export interface FeedbackRule {
  /** Number of the present UTC day. */
  readonly today: number
  /** The first day of which feedback is kept. */
  readonly keptFrom: number
}

/** What became of rows. The same answer again, also on another day, is unchanged. */
export interface FeedbackOutcome {
  readonly stored: number
  readonly unchanged: number
}

export interface Feedback {
  /** `undefined`: no policy has the customer comparison switched on, so nothing is taken. */
  rule(): Promise<FeedbackRule | undefined>
  /** @param secretHash of the token, see auth/secrets.ts */
  authenticate(secretHash: Uint8Array): Promise<'ok' | 'unauthorized' | 'revoked'>
  /** Stores all or nothing. @param rows no interaction and scale twice */
  store(rows: readonly FeedbackRow[]): Promise<FeedbackOutcome>
}

/** A row of a file. */
export interface StagedRow extends FeedbackRow {
  readonly line: number
}

/** Two lines of a file about the same interaction and scale: the later one counts. */
export interface RepeatedLine {
  readonly line: number
  readonly earlier: number
}

/** An import under way: nothing of it counts until `commit`, and nothing of it is left when the process ends before. */
export interface FeedbackImport {
  /** In the order of the file, a few hundred at a time. @returns those that repeat an earlier line, in order */
  add(rows: readonly StagedRow[]): Promise<readonly RepeatedLine[]>
  /** What `commit` would answer. */
  preview(): Promise<FeedbackOutcome>
  /** From here on all of it counts, whatever happens. */
  commit(): Promise<FeedbackOutcome>
  /** Ends the import; without a `commit` nothing is left of it. */
  end(): Promise<void>
}

export interface FeedbackToken {
  /** First characters of the token's hash: enough to name it in a command, worthless otherwise. */
  readonly id: string
  readonly name: string
  /** Epoch ms. */
  readonly createdAt: number
  readonly revokedAt: number | null
}

export interface FeedbackAdministration {
  rule(): Promise<FeedbackRule | undefined>
  /** @throws StoreError `busy` while another import is under way */
  beginImport(): Promise<FeedbackImport>
  /** For a system of the organisation that sends feedback. The token leaves the store here and nowhere else. */
  createToken(name: string): Promise<FeedbackToken & { readonly token: string }>
  tokens(): Promise<readonly FeedbackToken[]>
  /** It ends at once. */
  revokeToken(id: string): Promise<FeedbackToken>
}

/** What a team's leads are told of customers; each list oldest first. */
export interface CustomersOfTeam {
  /** When the works council agreed; `null`: the comparison is off, and nothing is told. */
  readonly worksCouncilAgreedOn: string | null
  readonly agreement: CustomersAnswer['quarters']
  readonly months: readonly CustomerScores[]
  readonly quarters: readonly CustomerScores[]
}
