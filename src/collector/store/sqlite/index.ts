/** What others use of the store in SQLite. */
export type { Backup } from './backup.ts'
export { createSqliteStore, type SqliteStore, type SqliteStoreOptions } from './create-store.ts'
export { restoreBackup, type Restored, type RestoreOptions } from './restore.ts'
