/** Problems of the disk that pass: an answer is kept in memory and tried again. */
export const STORAGE_PROBLEMS = ['disk-full', 'read-only', 'storage'] as const
export type StorageProblem = (typeof STORAGE_PROBLEMS)[number]

/** Codes of the store's errors, as far as somebody outside the store acts on them. */
const BY_STORE_CODE: Readonly<Record<string, StorageProblem>> = {
  'disk-full': 'disk-full',
  'read-only': 'read-only',
  locked: 'storage',
  corrupt: 'storage',
  io: 'storage',
}

/** The storage problem that an error of the store stands for; `undefined` when it is something else. */
export function storageProblemOf(error: unknown): StorageProblem | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? BY_STORE_CODE[code] : undefined
}
