import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SecretFile, type Keys } from '../../../src/main/desktop/secret-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A key store whose key is a number that is added to every byte; enough to tell apart whose it is. */
function keyRing(key: number, old: readonly number[] = []): Keys {
  const shift = (bytes: Uint8Array, by: number) => Buffer.from(bytes.map((byte) => (byte + by) & 0xff))
  return {
    isAvailable: () => Promise.resolve(true),
    encrypt: (text) => Promise.resolve(Buffer.concat([Buffer.of(key), shift(Buffer.from(text), key)])),
    decrypt: (cipher) => {
      const used = cipher[0] ?? 0
      if (used !== key && !old.includes(used)) return Promise.reject(new Error('no such key'))
      return Promise.resolve({ text: shift(cipher.subarray(1), -used).toString(), isOld: used !== key })
    },
  }
}
const NO_KEYS: Keys = {
  isAvailable: () => Promise.resolve(false),
  encrypt: () => Promise.reject(new Error('not available')),
  decrypt: () => Promise.reject(new Error('not available')),
}
const log = { warn() {}, error() {} }

function open(keys: Keys, path = join(temporaryFolder(), 'secret.bin')) {
  return {
    path,
    secrets: new SecretFile({ path, keys, log }),
    again: (other = keys) => open(other, path).secrets,
  }
}

describe('a secret', () => {
  it('survives a restart where there is a key store, and can’t be read in the file', async () => {
    const { path, secrets, again } = open(keyRing(1))
    expect(await secrets.load()).toBeUndefined()
    await secrets.save('the token')
    expect(secrets.persistent).toBe(true)
    expect(readFileSync(path, 'latin1')).not.toContain('token')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const next = again()
    expect(await next.load()).toBe('the token')
    expect(next.persistent).toBe(true)
  })

  it('without a key store is kept in memory and nowhere else', async () => {
    const { path, secrets, again } = open(NO_KEYS)
    await secrets.save('the token')
    expect(secrets.persistent).toBe(false)
    expect(await secrets.load()).toBe('the token')
    expect(existsSync(path)).toBe(false)
    expect(await again().load()).toBeUndefined()
  })

  it('of another key ring counts as none, and is still there when the old one is back', async () => {
    const { secrets, again } = open(keyRing(1))
    await secrets.save('the token')
    expect(await again(keyRing(2)).load()).toBeUndefined()
    expect(await again(NO_KEYS).load()).toBeUndefined()
    expect(await again(keyRing(1)).load()).toBe('the token')
  })

  it('is encrypted anew when the key has changed', async () => {
    const { secrets, again } = open(keyRing(1))
    await secrets.save('the token')
    expect(await again(keyRing(2, [1])).load()).toBe('the token')
    expect(await again(keyRing(2)).load()).toBe('the token')
  })

  it('that can only be kept in memory leaves no older one behind', async () => {
    const { path, secrets, again } = open(keyRing(1))
    await secrets.save('old')
    await again(NO_KEYS).save('new')
    expect(existsSync(path)).toBe(false)
  })

  it('that can’t be written is kept in memory, which it says', async () => {
    const { secrets } = open(keyRing(1), join(temporaryFolder(), 'missing', 'secret.bin'))
    await secrets.save('the token')
    expect(secrets.persistent).toBe(false)
    expect(await secrets.load()).toBe('the token')
  })

  it('that is cut off in the file counts as none', async () => {
    const { path, secrets, again } = open(keyRing(1))
    await secrets.save('the token')
    writeFileSync(path, '')
    expect(await again().load()).toBeUndefined()
    rmSync(path)
    expect(await again().load()).toBeUndefined()
  })

  it('is gone once it is cleared', async () => {
    const { path, secrets } = open(keyRing(1))
    await secrets.save('the token')
    await secrets.clear()
    expect(await secrets.load()).toBeUndefined()
    expect(existsSync(path)).toBe(false)
  })

  it('is no reason to fail when the key store itself does', async () => {
    const broken: Keys = { ...NO_KEYS, isAvailable: () => Promise.reject(new Error('D-Bus')) }
    const { secrets } = open(broken)
    await secrets.save('the token')
    expect(await secrets.load()).toBe('the token')
    expect(secrets.persistent).toBe(false)
  })
})
