/** `feedback`: import, and the tokens of systems that send it. What customers answered, to be compared with ratings. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { CustomerScale } from '../../../shared/statistics/map-score.ts'
import { COLUMNS, type Column } from '../../feedback/columns.ts'
import { checkScale, SCALES_IN_WORDS } from '../../feedback/values.ts'
import type { FeedbackToken } from '../../store/customers.ts'
import { describeCommand, locationFrom, storeCommands, type Bench, type CommonOptions } from '../command.ts'
import { importFile } from '../feedback-import.ts'
import { instant, instantOrNull, table } from '../output.ts'
import { usage } from '../problem.ts'
import { tokenName } from '../values.ts'

interface ImportOptions extends CommonOptions {
  readonly scale?: CustomerScale
  readonly columns?: Readonly<Partial<Record<Column, string>>>
  readonly report?: string
  readonly check?: true
}

/** A token as programs read it, without the token itself. */
const tokenJson = ({ id, name, createdAt, revokedAt }: FeedbackToken) => ({
  id,
  name,
  createdAt: instant(createdAt),
  revokedAt: instantOrNull(revokedAt),
})

export function addFeedbackCommands(program: Command, bench: Bench): void {
  const { env } = bench.surroundings
  const parent = describeCommand(
    program.command('feedback'),
    "Customers' answers, to be compared with agents' ratings where the works council agreed.",
    ['feedback import scores.csv --scale nps', 'feedback token create "Survey tool"'],
    env,
  )
  addImport(parent, bench)
  addTokens(parent, bench)
}

function addImport(parent: Command, bench: Bench): void {
  const leaf = storeCommands(parent, bench.surroundings.env)
  leaf(
    'import',
    'Imports a CSV file with a row for each answer: the id of the interaction, the score, and perhaps its scale and ' +
      'date. Good rows count all at once at the end; the others are said line by line. The same file again changes nothing.',
    'feedback import scores.csv --scale nps',
    'feedback import scores.csv --columns "id=Conversation,score=NPS" --scale nps --report problems.csv',
    'feedback import scores.csv --check',
  )
    .argument('<file>', 'CSV with a first line of column names, separated by , or ; or tab')
    .addOption(
      new Option('--scale <scale>', `of rows that don't say it: ${SCALES_IN_WORDS}`).argParser(scaleOption),
    )
    .addOption(
      new Option(
        '--columns <names>',
        `how columns are called: ${COLUMNS.map((one) => `${one}=…`).join(',')}`,
      ).argParser(columnsOption),
    )
    .option('--report <file>', 'writes everything that is wrong into a CSV file, which must not be there yet')
    .option('--check', 'says what would be stored and what is wrong, and stores nothing')
    .action(async (file: string, options: ImportOptions) => {
      const { scale, columns = {}, check = false } = options
      const report = options.report === undefined ? undefined : resolve(options.report)
      await assertFile(file)
      const wanted = { file, scale, columns, report, check }
      bench.report(
        await bench.withStore(locationFrom(options, bench), ({ administration }) =>
          importFile(administration.feedback, wanted),
        ),
      )
    })
}

function addTokens(feedback: Command, bench: Bench): void {
  const parent = describeCommand(
    feedback.command('token'),
    'Tokens with which a system of yours sends answers to POST /v1/customer-feedback, and may do nothing else.',
    ['feedback token create "Survey tool"', 'feedback token list'],
    bench.surroundings.env,
  )
  const leaf = storeCommands(parent, bench.surroundings.env)

  leaf(
    'create',
    'Makes a token. It is shown this once: the store keeps its hash only.',
    'feedback token create "Survey tool"',
  )
    .argument('<name>', 'what it is for', tokenName)
    .action(async (name: string, options: CommonOptions) => {
      const token = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
        administration.feedback.createToken(name),
      )
      bench.report({
        json: { ...tokenJson(token), token: token.token },
        text: `${token.token}\nFor ${JSON.stringify(token.name)}. It is shown this once; \`feedback token revoke ${token.id}\` ends it.`,
      })
    })

  leaf('list', 'Lists tokens, never the tokens themselves.', 'feedback token list').action(
    async (options: CommonOptions) => {
      const tokens = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
        administration.feedback.tokens(),
      )
      bench.report({
        json: { tokens: tokens.map(tokenJson) },
        text: table(
          ['ID', 'NAME', 'CREATED', 'REVOKED'],
          tokens.map((one) => [one.id, one.name, instant(one.createdAt), instantOrNull(one.revokedAt)]),
          'There is no token. `feedback token create NAME` makes one.',
        ),
      })
    },
  )

  leaf('revoke', 'Ends a token at once. What was sent with it stays.', 'feedback token revoke 3f2a9c1d0b7e')
    .argument('<id>', 'as `feedback token list` shows it')
    .action(async (id: string, options: CommonOptions) => {
      const token = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
        administration.feedback.revokeToken(id.toLowerCase()),
      )
      bench.report({
        json: tokenJson(token),
        text: `Revoked the token ${token.id} of ${JSON.stringify(token.name)}. Nothing more can be sent with it.`,
      })
    })
}

/** Before the store is opened. It is read twice, so a pipe won't do. */
async function assertFile(file: string): Promise<void> {
  const found = await stat(file)
  if (!found.isFile()) throw usage(`${file} is no file.`)
}

function scaleOption(text: string): CustomerScale {
  const checked = checkScale(text.toLowerCase())
  if (!checked.ok) throw new InvalidArgumentError(`It is one of ${SCALES_IN_WORDS}.`)
  return checked.value
}

/** `id=Conversation,score=NPS`: a name may have commas, as long as no other column's name follows one. */
function columnsOption(text: string): Readonly<Partial<Record<Column, string>>> {
  const example = 'It is for instance id=Conversation,score=NPS.'
  const columns: Partial<Record<Column, string>> = {}
  for (const part of text.split(new RegExp(`,\\s*(?=(?:${COLUMNS.join('|')})=)`, 'i'))) {
    const [, key = '', name = ''] = /^\s*([a-z]+)=(.*)$/is.exec(part) ?? []
    const column = COLUMNS.find((one) => one === key.toLowerCase())
    if (column === undefined || name.trim() === '' || columns[column] !== undefined)
      throw new InvalidArgumentError(`${example} There are ${COLUMNS.join(', ')}.`)
    columns[column] = name.trim()
  }
  return columns
}
