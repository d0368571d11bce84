#!/usr/bin/env node
/** Begins the program, where this Node can run it: an older one would end with a syntax error in what it imports. */
const [major, minor] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 15)) await import('./program.js')
else {
  console.error(
    `aftercall-collector needs Node 22.15 or newer; this is Node ${process.versions.node}. Nothing was changed.`,
  )
  process.exitCode = 6
}
