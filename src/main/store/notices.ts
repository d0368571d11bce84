/** What an open found and did, as values; the words are elsewhere. */

export type StoreNotice =
  /** The last end was unclean; the file was checked and is whole. */
  | { readonly code: 'unclean-end-checked' }
  /** The file was damaged or gone, and was put together again from the backup and from what could still be read. */
  | RecoveredNotice

export interface RecoveredNotice {
  readonly code: 'recovered'
  /** Folder with the damaged files, untouched; `null` when there was no file at all. */
  readonly movedTo: string | null
  /** When the backup was made that was restored, epoch ms; `null`: there was none that could be used. */
  readonly backupFrom: number | null
  /** Records in the damaged file that the backup didn't have, or only in an older state. */
  readonly salvaged: number
  /** Records that are known to have existed and could not be read from anywhere. */
  readonly unreadable: number
}
