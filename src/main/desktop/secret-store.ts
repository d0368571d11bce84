/** The system's key store by Electron's `safeStorage`: Keychain, DPAPI, Secret Service or KWallet. */
import { safeStorage } from 'electron'
import { join } from 'node:path'
import type { Log } from './log.ts'
import { SecretFile, type Keys } from './secret-file.ts'

/** Holds the enrolment's token, encrypted. */
const FILE = 'sync-token.bin'

export function openSecretStore(dataFolder: string, log: Log): SecretFile {
  return new SecretFile({ path: join(dataFolder, FILE), keys, log })
}

const keys: Keys = {
  isAvailable: async () => {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
    if (process.platform !== 'linux') return true
    // Without a key ring Chromium encrypts with a password that everybody knows.
    if (['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return false
    return !isWellKnown(await safeStorage.encryptStringAsync('which password?'))
  },
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  decrypt: async (cipher) => {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(cipher)
    return { text: result, isOld: shouldReEncrypt }
  },
}

/** The key ring that was chosen may be missing or locked: then the text begins with the mark of the well-known password. */
function isWellKnown(cipher: Buffer): boolean {
  return cipher.subarray(0, 3).toString('latin1') === 'v10'
}
