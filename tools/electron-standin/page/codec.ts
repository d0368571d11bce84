/**
 * What crosses from the main process to a preload and back, as text. `makeCodec` runs on both sides: it
 * travels to the page as source text, so it may use nothing from outside itself.
 */
export interface Codec {
  /** Throws, as structured clone does, on what can't be cloned. */
  encode(value: unknown): string
  decode(text: string): unknown
}

/** Plain JSON stays plain; everything else becomes `{$t: kind, v: …}`. */
export function makeCodec(): Codec {
  interface Tagged {
    $t: string
    v?: unknown
    name?: string
  }
  type Bag = Record<string, unknown>
  const names = globalThis as unknown as Record<string, new (...args: unknown[]) => unknown>

  const toBase64 = (bytes: Uint8Array): string => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    }
    return btoa(text)
  }
  const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

  const fromNumber = (value: number): unknown => {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value
    return { $t: 'number', v: Object.is(value, -0) ? '-0' : String(value) }
  }

  const fromObject = (value: object, path: object[]): unknown => {
    const inside = (item: unknown): unknown => from(item, [...path, value])
    if (path.includes(value)) throw new Error('electron stand-in: a cyclic payload is not implemented')
    if (Array.isArray(value)) return value.map(inside)
    if (value instanceof Date) return { $t: 'date', v: fromNumber(value.getTime()) }
    if (value instanceof Map) return { $t: 'map', v: [...value].map((pair) => pair.map(inside)) }
    if (value instanceof Set) return { $t: 'set', v: [...value].map(inside) }
    if (value instanceof Error) {
      return { $t: 'error', name: value.name, v: [value.message, value.stack ?? ''] }
    }
    if (value instanceof ArrayBuffer) return { $t: 'buffer', v: toBase64(new Uint8Array(value)) }
    if (ArrayBuffer.isView(value)) {
      const kind = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name
      const bytes = new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength)
      return { $t: 'view', name: kind, v: toBase64(bytes) }
    }
    if (value instanceof Promise) throw new Error('An object could not be cloned.')
    const bag = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(item)]))
    return '$t' in bag ? { $t: 'object', v: bag } : bag
  }

  const from = (value: unknown, path: object[]): unknown => {
    switch (typeof value) {
      case 'number':
        return fromNumber(value)
      case 'undefined':
        return { $t: 'undefined' }
      case 'bigint':
        return { $t: 'bigint', v: String(value) }
      case 'function':
      case 'symbol':
        throw new Error('An object could not be cloned.')
      case 'object':
        return value === null ? null : fromObject(value, path)
      default:
        return value
    }
  }

  const mapValues = (bag: Bag): Bag =>
    Object.fromEntries(Object.entries(bag).map(([key, item]) => [key, to(item)]))

  const toError = (name: string, [message, stack]: string[]): Error => {
    const Kind = /^(Eval|Range|Reference|Syntax|Type|URI)Error$/.test(name) ? names[name] : Error
    const error = new (Kind as ErrorConstructor)(message)
    return Object.assign(error, error.name === name ? {} : { name }, { stack })
  }

  const toView = (kind: string, text: string): unknown => {
    const bytes = fromBase64(text)
    return kind === 'Uint8Array' ? bytes : new (names[kind] as new (buffer: unknown) => unknown)(bytes.buffer)
  }

  const to = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(to)
    const { $t: kind, v, name = '' } = value as Tagged
    switch (kind) {
      case 'number':
        return Number(v)
      case 'undefined':
        return undefined
      case 'bigint':
        return BigInt(v as string)
      case 'date':
        return new Date(to(v) as number)
      case 'map':
        return new Map((v as unknown[][]).map((pair) => pair.map(to) as [unknown, unknown]))
      case 'set':
        return new Set((v as unknown[]).map(to))
      case 'error':
        return toError(name, v as string[])
      case 'buffer':
        return fromBase64(v as string).buffer
      case 'view':
        return toView(name, v as string)
      case 'object':
        return mapValues(v as Bag)
      default:
        return mapValues(value as Bag)
    }
  }

  return { encode: (value) => JSON.stringify(from(value, [])), decode: (text) => to(JSON.parse(text)) }
}
