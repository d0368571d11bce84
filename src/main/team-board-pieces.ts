/** How the team's board lies in the store's state: a head, and each answer as a text in pieces that carry its stamp. */
import { ROLES } from '../shared/wire/answers.ts'
import { teamBoardSchema, type TeamBoard } from '../shared/team-view.ts'
import { ownFollowUpsAnswerSchema, storiesAnswerSchema } from '../shared/wire/team.ts'
import { z } from '../shared/zod.ts'
import type { StateStore } from './store/index.ts'

export const BOARD_STATE = 'team-board'
export const LEAD_STATE = `${BOARD_STATE}/lead`
/** Characters: a few milliseconds to write. */
export const PIECE_LENGTH = 100_000

const memberShape = { weekly: teamBoardSchema.shape.weekly, stories: teamBoardSchema.shape.stories }
const leadShape = teamBoardSchema.shape.lead.unwrap().shape
const shape = { ...memberShape, ...leadShape }

export type AnswerName = keyof typeof shape
export const ANSWERS = [
  'weekly',
  'stories',
  'day',
  'week',
  'month',
  'quarter',
  'followUps',
  'promoters',
  'customers',
] as const satisfies readonly AnswerName[]

/** An answer that is on the disk. */
export interface KeptAnswer {
  readonly value: unknown
  readonly stamp: number
  readonly pieces: number
}

export interface ReadBoard {
  readonly board: TeamBoard
  readonly answers: ReadonlyMap<AnswerName, KeptAnswer>
}

const markSchema = z.object({ stamp: z.int(), pieces: z.int().min(1) })
const pieceSchema = z.object({ stamp: z.int(), text: z.string() })

export const headSchema = z.object({
  /** Version of the program that has written it. */
  program: z.string(),
  /** Higher with everything that is written. */
  stamp: z.int(),
  of: z.object({ endpoint: z.string(), storeId: z.string(), teamId: z.string() }),
  /** Of the store, when it answered. */
  epoch: z.int(),
  /** Epoch ms. */
  fetchedAt: z.number(),
  role: z.enum(ROLES),
  spotlight: storiesAnswerSchema.shape.spotlight,
  ownFollowUps: ownFollowUpsAnswerSchema.shape.followUps,
  answers: z.partialRecord(z.enum(ANSWERS), markSchema),
})
export type Head = z.infer<typeof headSchema>

export function isLeads(name: AnswerName): boolean {
  return name in leadShape
}

/** Key of the document with a piece of an answer. */
export function keyOf(name: AnswerName, piece: number): string {
  return `${isLeads(name) ? LEAD_STATE : BOARD_STATE}/${name}/${piece}`
}

/** `undefined`: an agent's board doesn't have it. */
export function answerOf({ weekly, stories, lead }: TeamBoard, name: AnswerName): unknown {
  return { weekly, stories, ...lead }[name]
}

/**
 * What this very version has written was checked when the collector told it. To check a lead's board once more, nearly a
 * megabyte, would take longer than the window takes to open.
 */
const checkedSchema = z.custom<TeamBoard>((board) => typeof board === 'object' && board !== null)

/**
 * Reads the board, a step at a time: between two of them others may have their turn.
 * @returns `undefined` where something is missing, is of another head, or doesn't fit any more
 */
export function* readBoard(
  state: StateStore,
  head: Head,
  program: string,
): Generator<void, ReadBoard | undefined> {
  const answers = new Map<AnswerName, KeptAnswer>()
  for (const name of ANSWERS) {
    const mark = head.answers[name]
    if (mark === undefined) continue
    let text = ''
    for (let number = 0; number < mark.pieces; number += 1) {
      const piece = state.read(keyOf(name, number), pieceSchema)
      if (piece?.stamp !== mark.stamp) return undefined
      text += piece.text
      yield
    }
    const told: unknown = JSON.parse(text)
    const value: unknown = head.program === program ? told : shape[name].safeParse(told).data
    if (value === undefined) return undefined
    answers.set(name, { value, ...mark })
    yield
  }
  const has = (name: AnswerName) => answers.has(name)
  const leads = ANSWERS.filter(isLeads)
  const isLead = leads.some(has)
  if (!ANSWERS.every((name) => has(name) === (isLead || !isLeads(name)))) return undefined
  const valuesOf = (names: readonly AnswerName[]) =>
    Object.fromEntries(names.map((name) => [name, answers.get(name)?.value]))
  const board = checkedSchema.parse({
    fetchedAt: head.fetchedAt,
    role: head.role,
    ...valuesOf(ANSWERS.filter((name) => !isLeads(name))),
    lead: isLead ? valuesOf(leads) : null,
  })
  return { board, answers }
}
