/** A policy as it is given in a file: what is wrong is said field by field, in words. */
import { LEAST_THRESHOLD, MOST_RETENTION_MONTHS, policySchema, type Policy } from '../../shared/policy.ts'
import { usage, type Fault } from './problem.ts'

/** What each field must be, for a person who writes one by hand. */
const RULES: Readonly<Record<string, string>> = {
  threshold: `must be a whole number from ${LEAST_THRESHOLD} to 1000: fewer people than ${LEAST_THRESHOLD} are never summarised`,
  retentionMonths: `must be a whole number from 1 to ${MOST_RETENTION_MONTHS}: nothing is kept longer`,
  customerComparison:
    'must be null, or {"worksCouncilAgreedOn": "2026-11-20"} with the day on which the works council agreed',
}

/**
 * Reads a policy. What the text doesn't name has its default.
 * @param from how the text is called in messages: a file name, or standard input
 * @param today ISO date
 * @throws CommandProblem `usage`, with a fault for each field that is wrong
 */
export function parsePolicy(text: string, from: string, today: string): Policy {
  const parsed = policySchema.safeParse(parseJson(text, from))
  if (!parsed.success) throw usage(`${from} is not a policy.`, faultsOf(parsed.error.issues))
  const agreed = parsed.data.customerComparison?.worksCouncilAgreedOn
  if (agreed !== undefined && agreed > today) {
    const detail = `${agreed} has not come yet: it is the day on which the works council agreed`
    throw usage(`${from} is not a policy.`, [{ at: 'customerComparison.worksCouncilAgreedOn', detail }])
  }
  return parsed.data
}

function parseJson(text: string, from: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw usage(`${from} is not JSON: ${why}.`)
  }
}

interface Issue {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
}

function faultsOf(issues: readonly Issue[]): readonly Fault[] {
  return issues.flatMap((issue) => {
    const at = issue.path.map(String)
    if (issue.code === 'unrecognized_keys')
      return (issue.keys ?? []).map((key) => ({
        at: [...at, key].join('.'),
        detail: `is not a setting; there are ${Object.keys(RULES).join(', ')}`,
      }))
    const [field] = at
    return [{ at: at.join('.') || 'the whole', detail: RULES[field ?? ''] ?? 'must be an object in braces' }]
  })
}
