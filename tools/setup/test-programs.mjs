/** The programs that tests need besides Node: a Chromium, a display, real telephones, a C compiler. */
import { findChromium } from './find-chromium.mjs'
import { canInstall, hasProgram, installSystemPackages } from './system-packages.mjs'
import { say } from './terminal.mjs'

/** `without` says what a run that lacks it can't show. */
const PROGRAMS = [
  { name: 'xvfb-run', packages: ['xvfb', 'xauth'], without: 'real Electron without a display' },
  { name: 'baresip', packages: ['baresip-core'], without: 'calls with a real softphone' },
  { name: 'sipp', packages: ['sip-tester'], without: 'calls with a real SIP server' },
  { name: 'gcc', packages: ['gcc', 'libc6-dev'], without: 'power cuts' },
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
  if (missing.length > 0 && canInstall()) {
    // Chromium in the same run: refreshing apt's lists takes longer than anything else here.
    const chromium = findChromium() ? [] : ['chromium']
    const packages = [...chromium, ...missing.flatMap((program) => program.packages)]
    say(`Installing ${packages.join(', ')} …`)
    await installSystemPackages(packages)
    missing = missingPrograms(hasProgram)
  }
  if (missing.length > 0 && process.platform === 'linux') say(missingNote(missing))
}
