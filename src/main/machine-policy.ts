/**
 * The policy file: what an administrator sets for a computer. Read once, at the start; docs/administration.md says what
 * may be in it. Part of the composition root.
 */
import { lstatSync, readFileSync, statSync, type Stats } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { machinePolicySchema, type MachinePolicy } from '../shared/machine-policy.ts'
import { parseEndpoint } from './sync/endpoint.ts'

/** What the place of the file depends on. */
export interface PolicyPlace {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** Why a policy file that is there doesn't count; nothing else is changed by it. */
export interface PolicyProblem {
  readonly code: 'unreadable' | 'not-json' | 'field' | 'open-to-others'
  readonly path: string
  /** The field, `sync.endpoint`, for `field`; else the system's or the parser's words. For administrators. */
  readonly detail: string
}

export interface ReadPolicy {
  readonly policy: MachinePolicy
  /** The file that counts; `null`: there is none. */
  readonly path: string | null
  readonly problem: PolicyProblem | null
}

const NONE: ReadPolicy = { policy: {}, path: null, problem: null }
/** A policy is a few lines; whatever is larger isn't one. */
const MAX_BYTES = 65_536

/** Where administrators put the file. `%ProgramData%` is as the system starts every program with it. */
export function machinePolicyPath({ platform, env }: Pick<PolicyPlace, 'platform' | 'env'>): string {
  if (platform === 'win32')
    return join(env['ProgramData'] ?? String.raw`C:\ProgramData`, 'Aftercall', 'policy.json')
  return platform === 'darwin'
    ? '/Library/Application Support/Aftercall/policy.json'
    : '/etc/aftercall/policy.json'
}

/**
 * The policy of this computer. The administrators' file comes first; only where there is none does the file count that
 * `AFTERCALL_POLICY_FILE` names, for pilots and tests: whoever can set that variable can type an endpoint in settings.
 * @param machineFile place of the administrators' file; another one in tests
 */
export function readMachinePolicy(
  place: PolicyPlace,
  machineFile: string = machinePolicyPath(place),
): ReadPolicy {
  const machine = readPolicyFile(machineFile, (file) => openToOthers(file, place.platform))
  if (machine !== undefined) return machine
  const own = place.env['AFTERCALL_POLICY_FILE'] ?? ''
  if (own === '') return NONE
  const path = resolve(place.cwd, own)
  return (
    readPolicyFile(path, () => undefined) ?? {
      ...NONE,
      problem: { code: 'unreadable', path, detail: 'there is no such file' },
    }
  )
}

/** `undefined`: there is no such file. */
function readPolicyFile(path: string, refusal: (path: string) => string | undefined): ReadPolicy | undefined {
  const broken = (code: PolicyProblem['code'], detail: string): ReadPolicy => ({
    ...NONE,
    problem: { code, path, detail },
  })
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined
    const { size } = statSync(path)
    if (size > MAX_BYTES) return broken('unreadable', `${size} bytes`)
    const open = refusal(path)
    if (open !== undefined) return broken('open-to-others', open)
    const json: unknown = parseJson(readFileSync(path, 'utf8'))
    const parsed = machinePolicySchema.safeParse(json)
    if (parsed.success) {
      const { sync } = parsed.data
      return isSoundAddress(sync)
        ? { policy: parsed.data, path, problem: null }
        : broken('field', 'sync.endpoint')
    }
    const [issue] = parsed.error.issues
    const place = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys : [])]
    return broken('field', place.join('.') || '{}')
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return broken(error instanceof SyntaxError ? 'not-json' : 'unreadable', detail)
  }
}

/** A receiver's address may carry a query; a collector's may not. */
function isSoundAddress(sync: MachinePolicy['sync']): boolean {
  if (sync === undefined) return true
  const { wire, endpoint } = sync
  return parseEndpoint(wire === 'cloudevents' ? endpoint.replace(/\?[^#]*$/, '') : endpoint).ok
}

/** Editors of Windows put a byte order mark in front. */
function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''))
}

/**
 * The name of what somebody else than an administrator may change, the file or its folder: such a file could send
 * everybody's records elsewhere without their being asked. Windows has no modes; there the folder's rights are the
 * administrator's care.
 */
function openToOthers(path: string, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') return undefined
  return [path, dirname(path)].find((each) => !isAdministrators(statSync(each), platform))
}

const ROOT = 0
/** Group `admin` of macOS. */
const MAC_ADMIN = 80

/** Whether only administrators may change a file or folder with these rights. */
export function isAdministrators(
  { uid, gid, mode }: Pick<Stats, 'uid' | 'gid' | 'mode'>,
  platform: NodeJS.Platform,
): boolean {
  if (uid !== ROOT || (mode & 0o002) !== 0) return false
  const trustedGroup = gid === ROOT || (platform === 'darwin' && gid === MAC_ADMIN)
  return (mode & 0o020) === 0 || trustedGroup
}
