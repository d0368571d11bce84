/** The programs that tests need besides Node: a Chromium, a display, real telephones, a C compiler, what stands around a collector. */
import { findChromium } from './find-chromium.mjs'
import { canInstall, hasProgram, installSystemPackages } from './system-packages.mjs'
import { say } from './terminal.mjs'

/**
 * `without` says what a run that lacks it can't show. Debian starts what `serves` at every boot, so that it is installed only
 * where CI is set: that computer is there for tests.
 * @type {{ name: string, packages: string[], without: string, serves?: boolean }[]}
 */
const PROGRAMS = [
  { name: 'xvfb-run', packages: ['xvfb', 'xauth'], without: 'real Electron without a display' },
  { name: 'baresip', packages: ['baresip-core'], without: 'calls with a real softphone' },
  { name: 'sipp', packages: ['sip-tester'], without: 'calls with a real SIP server' },
  { name: 'gcc', packages: ['gcc', 'libc6-dev'], without: 'power cuts' },
  { name: 'nginx', packages: ['nginx-light'], without: 'the documented nginx', serves: true },
  { name: 'caddy', packages: ['caddy'], without: 'the documented Caddy', serves: true },
  { name: 'promtool', packages: ['prometheus'], without: 'the documented alerts', serves: true },
  { name: 'pgbouncer', packages: ['pgbouncer'], without: 'PgBouncer', serves: true },
]

/** @param {(name: string) => boolean} present */
export function missingPrograms(present) {
  return PROGRAMS.filter(({ name }) => !present(name))
}

/**
 * One line for the person whose run lacks something.
 * @param {typeof PROGRAMS} missing
 */
export function missingNote(missing) {
  const names = missing.map(({ name }) => name).join(', ')
  const skipped = missing.map(({ without }) => without).join('; ')
  const packages = missing.flatMap((program) => program.packages).join(' ')
  return `Not on this computer: ${names}. Skipped: ${skipped}. On Debian \`apt install ${packages}\` brings them.`
}

/** Installs what is missing where that needs nobody's consent, and says what stays missing. */
export async function ensureTestPrograms() {
  let missing = missingPrograms(hasProgram)
  const wanted = missing.filter(({ serves }) => !serves || process.env.CI)
  if (wanted.length > 0 && canInstall()) {
    // Chromium in the same run: refreshing apt's lists takes longer than anything else here.
    const chromium = findChromium() ? [] : ['chromium']
    const packages = [...chromium, ...wanted.flatMap((program) => program.packages)]
    say(`Installing ${packages.join(', ')} …`)
    const servers = wanted.filter(({ serves }) => serves).flatMap((program) => program.packages)
    const others = packages.filter((name) => !servers.includes(name))
    // An older Debian may not have all of the servers, and apt installs all or nothing.
    if (!(await installSystemPackages(packages)) && servers.length > 0 && others.length > 0)
      await installSystemPackages(others)
    missing = missingPrograms(hasProgram)
  }
  if (missing.length > 0 && process.platform === 'linux') say(missingNote(missing))
}
