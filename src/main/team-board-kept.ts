/**
 * What was last heard of the team, kept on this computer: one document beside the records, of one team of one collector.
 * While no window shows it, only the little that other windows need stays in memory.
 */
import { teamBoardSchema, type TeamBoard } from '../shared/team-view.ts'
import { ownFollowUpsAnswerSchema, type OwnFollowUpsAnswer, type Spotlight } from '../shared/wire/team.ts'
import { z } from '../shared/zod.ts'
import type { StateStore } from './store/index.ts'
import type { Membership } from './sync/index.ts'

const BOARD_STATE = 'team-board'

const ofSchema = z.object({ endpoint: z.string(), storeId: z.string(), teamId: z.string() })
const keptSchema = z.object({
  /** Version of the program that has written it. */
  program: z.string(),
  of: ofSchema,
  board: teamBoardSchema,
  ownFollowUps: ownFollowUpsAnswerSchema.shape.followUps,
})
type Kept = z.infer<typeof keptSchema>
/**
 * What this very version has written was checked when the collector told it. To check a lead's board once more, nearly a
 * megabyte, would take longer than the window takes to open.
 */
const ownWritingSchema = (program: string) =>
  z.union([
    z.object({
      program: z.literal(program),
      of: ofSchema,
      board: z.custom<TeamBoard>((board) => typeof board === 'object' && board !== null),
      ownFollowUps: keptSchema.shape.ownFollowUps,
    }),
    keptSchema,
  ])

/** What is in memory all the time. */
export interface Gist {
  readonly of: z.infer<typeof ofSchema>
  /** Of the store, when it answered. */
  readonly epoch: number
  /** Epoch ms. */
  readonly fetchedAt: number
  readonly role: TeamBoard['role']
  readonly spotlight: Spotlight | null
  readonly ownFollowUps: OwnFollowUpsAnswer['followUps']
}

export class KeptBoard {
  readonly #state: StateStore
  readonly #program: string
  readonly #onError: (error: unknown) => void
  #kept: Kept | undefined
  #gist: Gist | undefined
  #isRead = false

  /** @param program its version */
  constructor(state: StateStore, program: string, onError: (error: unknown) => void) {
    this.#state = state
    this.#program = program
    this.#onError = onError
  }

  /** What is known of this team; what was known of another one is forgotten, and of a lead who no longer is one the lead's part. */
  read(membership: Membership): TeamBoard | undefined {
    const kept = this.#load()
    if (kept === undefined) return undefined
    if (!isOf(kept.of, membership)) {
      this.forget()
      return undefined
    }
    if (kept.board.role === membership.role) return kept.board
    const board = { ...kept.board, role: membership.role, lead: null }
    this.write(membership, board, kept.ownFollowUps)
    return board
  }

  /** As `read`, without the board. */
  gist(membership: Membership): Gist | undefined {
    if (!this.#isRead) this.#load()
    const gist = this.#gist
    if (gist !== undefined && (!isOf(gist.of, membership) || gist.role !== membership.role))
      this.read(membership)
    return this.#gist
  }

  write(
    { endpoint, storeId, teamId }: Membership,
    board: TeamBoard,
    ownFollowUps: Gist['ownFollowUps'],
  ): void {
    this.#set({ program: this.#program, of: { endpoint, storeId, teamId }, board, ownFollowUps })
    this.#save(this.#kept)
  }

  /** Nothing of it stays, neither in memory nor on the disk. */
  forget(): void {
    const isForgotten = this.#isRead && this.#gist === undefined
    this.#set(undefined)
    // A repair takes the newer of two documents: one that says nothing keeps an old one from coming back.
    if (!isForgotten && this.#isThere()) this.#save(null)
  }

  /** Nobody looks at it now. */
  release(): void {
    this.#kept = undefined
  }

  #load(): Kept | undefined {
    if (this.#kept !== undefined || (this.#isRead && this.#gist === undefined)) return this.#kept
    try {
      this.#set(this.#state.read(BOARD_STATE, ownWritingSchema(this.#program)))
    } catch (error) {
      this.#onError(error)
    }
    return this.#kept
  }

  #set(kept: Kept | undefined): void {
    this.#isRead = true
    this.#kept = kept
    this.#gist =
      kept === undefined
        ? undefined
        : {
            of: kept.of,
            epoch: kept.board.weekly.epoch,
            fetchedAt: kept.board.fetchedAt,
            role: kept.board.role,
            spotlight: kept.board.stories.spotlight,
            ownFollowUps: kept.ownFollowUps,
          }
  }

  /** Also where it is of another version, which nobody can read. */
  #isThere(): boolean {
    try {
      return (this.#state.read(BOARD_STATE, z.unknown()) ?? null) !== null
    } catch (error) {
      this.#onError(error)
      return true
    }
  }

  /** It can be asked for again: a disk that refuses costs nothing but the time offline. */
  #save(kept: Kept | null | undefined): void {
    try {
      this.#state.write(BOARD_STATE, kept)
    } catch (error) {
      this.#onError(error)
    }
  }
}

function isOf(of: Kept['of'], { endpoint, storeId, teamId }: Membership): boolean {
  return of.endpoint === endpoint && of.storeId === storeId && of.teamId === teamId
}
