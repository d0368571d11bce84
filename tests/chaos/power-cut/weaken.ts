/**
 * Loaded before a child's own code, in the control only: every connection is as durable as SQLite's usual WAL setting
 * and says that it were fully so. The same test must then find that acknowledged records are gone.
 */
import Database from 'better-sqlite3'

// oxlint-disable-next-line typescript/unbound-method -- called with `this` below
const { pragma } = Database.prototype
Database.prototype.pragma = function weakened(
  this: Database.Database,
  source: string,
  options?: Database.PragmaOptions,
): unknown {
  if (/^\s*synchronous\s*=\s*(full|2)\s*$/i.test(source))
    return pragma.call(this, 'synchronous = NORMAL', options)
  if (/^\s*synchronous\s*$/i.test(source)) return options?.simple === true ? 2 : [{ synchronous: 2 }]
  return pragma.call(this, source, options)
}
