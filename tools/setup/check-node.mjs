/**
 * Imported first by `npm start` and `npm test`: says in one sentence that this Node is too old, before
 * anything else can fail on it. It may use nothing that old versions of Node don't know.
 */
const WANTED = [20, 19]

/** The sentence, or undefined when this version will do. */
export function nodeTooOld(version) {
  const parts = version.split('.').map(Number)
  const enough = parts[0] > WANTED[0] || (parts[0] === WANTED[0] && parts[1] >= WANTED[1])
  if (enough) return undefined
  return (
    'Aftercall needs Node ' +
    WANTED.join('.') +
    ' or newer, and this is Node ' +
    version +
    ': ' +
    'install a current one from https://nodejs.org and run the same command again.'
  )
}

const complaint = nodeTooOld(process.versions.node)
if (complaint) {
  console.error(complaint)
  process.exit(1)
}
