/**
 * What was last heard of the team, kept on this computer beside the records, of one team of one collector: a small
 * head, and the answers in pieces, so that nothing waits for a megabyte to be written. While no window shows it, only
 * the head stays in memory.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'

import type { TeamBoard } from '../shared/team-view.ts'
import type { OwnFollowUpsAnswer } from '../shared/wire/team.ts'
import { z } from '../shared/zod.ts'
import type { StateStore } from './store/index.ts'
import type { Membership } from './sync/index.ts'
import {
  ANSWERS,
  answerOf,
  BOARD_STATE,
  headSchema,
  isLeads,
  keyOf,
  LEAD_STATE,
  PIECE_LENGTH,
  readBoard,
  type AnswerName,
  type Head,
  type KeptAnswer,
  type ReadBoard,
} from './team-board-pieces.ts'

export class KeptBoard {
  readonly #state: StateStore
  readonly #program: string
  readonly #onError: (error: unknown) => void
  #head: Head | undefined
  #board: TeamBoard | undefined
  /** What of the board in memory is on the disk. */
  readonly #answers = new Map<AnswerName, KeptAnswer>()
  /** Whatever changes what is kept begins a new one; what still writes or reads for an older one stops. */
  #era = 0
  #saving: Promise<void> | undefined
  #isRead = false
  #isForgotten = false
  #isStopped = false

  /** @param program its version */
  constructor(state: StateStore, program: string, onError: (error: unknown) => void) {
    this.#state = state
    this.#program = program
    this.#onError = onError
  }

  /** What is known of this team; what was known of another one is forgotten, and of a lead who no longer is one the lead's part. */
  read(membership: Membership): TeamBoard | undefined {
    const head = this.gist(membership)
    if (head === undefined || this.#board !== undefined) return this.#board
    const reading = readBoard(this.#state, head, this.#program)
    this.#attempt(() => {
      let step = reading.next()
      while (step.done !== true) step = reading.next()
      this.#take(step.value)
    })
    return this.#board
  }

  /** As `read`, a piece at a time, so that whoever reads it next finds it in memory. */
  async prepare(membership: Membership): Promise<void> {
    const head = this.gist(membership)
    if (head === undefined || this.#board !== undefined) return
    const era = this.#era
    const reading = readBoard(this.#state, head, this.#program)
    try {
      let step = reading.next()
      while (step.done !== true) {
        await nextTurn()
        if (era !== this.#era || this.#board !== undefined) return
        step = reading.next()
      }
      this.#take(step.value)
    } catch (error) {
      this.#onError(error)
    }
  }

  /** The little that is in memory all the time. */
  gist(membership: Membership): Head | undefined {
    this.#readHead()
    const head = this.#head
    if (head === undefined) return undefined
    if (!isOf(head.of, membership)) this.forget()
    else if (head.role !== membership.role) this.#change(head, membership.role)
    return this.#head
  }

  /** Known at once; resolves when it is on the disk as well, or something else has taken its place. */
  write(
    { endpoint, storeId, teamId }: Membership,
    board: TeamBoard,
    ownFollowUps: OwnFollowUpsAnswer['followUps'],
  ): Promise<void> {
    this.#readHead()
    this.#era += 1
    this.#isForgotten = false
    this.#board = board
    this.#head = {
      program: this.#program,
      stamp: (this.#head?.stamp ?? 0) + 1,
      of: { endpoint, storeId, teamId },
      role: board.role,
      epoch: board.weekly.epoch,
      fetchedAt: board.fetchedAt,
      spotlight: board.stories.spotlight,
      ownFollowUps,
      answers: {},
    }
    if (this.#isStopped) return Promise.resolve()
    const saving = this.#save(board, this.#head).finally(() => {
      if (this.#saving === saving) this.#saving = undefined
    })
    this.#saving = saving
    return saving
  }

  /** Nothing of it stays, neither in memory nor on the disk. */
  forget(): void {
    this.#era += 1
    this.#isRead = true
    this.#head = undefined
    this.#drop()
    if (this.#isForgotten) return
    this.#isForgotten = true
    // A repair takes the newer of two documents: one that says nothing keeps an old one from coming back.
    this.#attempt(() => this.#state.empty(BOARD_STATE))
  }

  /** Nobody looks at it now. */
  release(): void {
    if (this.#saving === undefined) this.#drop()
  }

  /** Nothing is written any more; resolves when that is so. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#saving
  }

  #drop(): void {
    this.#board = undefined
    this.#answers.clear()
  }

  #readHead(): void {
    if (this.#isRead) return
    this.#isRead = true
    this.#attempt(() => {
      this.#head = this.#state.read(BOARD_STATE, headSchema)
    })
  }

  /** Where pieces and head don't belong together, somebody has pulled the plug: nothing is known then. */
  #take(read: ReadBoard | undefined): void {
    if (read === undefined) {
      this.#head = undefined
      return
    }
    this.#board = read.board
    this.#answers.clear()
    for (const [name, answer] of read.answers) this.#answers.set(name, answer)
  }

  /** Another role in the same team: the lead's part goes at once, until it is told anew. */
  #change(head: Head, role: Head['role']): void {
    this.#era += 1
    const { weekly, stories } = head.answers
    this.#head = { ...head, role, answers: { weekly, stories } }
    if (this.#board !== undefined) this.#board = { ...this.#board, role, lead: null }
    for (const name of ANSWERS) if (isLeads(name)) this.#answers.delete(name)
    this.#attempt(() => this.#state.empty(LEAD_STATE))
    this.#attempt(() => this.#state.write(BOARD_STATE, this.#head))
  }

  /** It can be asked for again: a disk that refuses costs nothing but the time offline. */
  async #save(board: TeamBoard, head: Head): Promise<void> {
    const era = this.#era
    try {
      if (board.lead === null) this.#state.empty(LEAD_STATE)
      for (const name of ANSWERS) {
        const value = answerOf(board, name)
        if (value === undefined) this.#answers.delete(name)
        else if (this.#answers.get(name)?.value !== value) {
          this.#answers.delete(name)
          const pieces = await this.#saveAnswer(name, value, head.stamp, era)
          if (era !== this.#era) return
          this.#answers.set(name, { value, stamp: head.stamp, pieces })
        }
      }
      await nextTurn()
      if (era !== this.#era) return
      // Last: until then what the old head says doesn't fit the pieces, and nobody takes it for known.
      const answers = Object.fromEntries(
        [...this.#answers].map(([name, { stamp, pieces }]) => [name, { stamp, pieces }]),
      )
      this.#head = { ...head, answers }
      this.#state.write(BOARD_STATE, this.#head)
    } catch (error) {
      this.#onError(error)
    }
  }

  /** @returns how many pieces it has, where nothing has come between */
  async #saveAnswer(name: AnswerName, value: unknown, stamp: number, era: number): Promise<number> {
    const text = JSON.stringify(value)
    const pieces = Math.ceil(text.length / PIECE_LENGTH)
    for (let piece = 0; piece < pieces; piece += 1) {
      await nextTurn()
      if (era !== this.#era) return pieces
      const from = piece * PIECE_LENGTH
      this.#state.write(keyOf(name, piece), { stamp, text: text.slice(from, from + PIECE_LENGTH) })
    }
    // It was longer once.
    for (let piece = pieces; this.#state.read(keyOf(name, piece), z.unknown()) !== undefined; piece += 1)
      this.#state.write(keyOf(name, piece), null)
    return pieces
  }

  #attempt(action: () => void): void {
    try {
      action()
    } catch (error) {
      this.#onError(error)
    }
  }
}

function isOf(of: Head['of'], { endpoint, storeId, teamId }: Membership): boolean {
  return of.endpoint === endpoint && of.storeId === storeId && of.teamId === teamId
}
