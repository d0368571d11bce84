/** What crosses between page, preload and main process, and how. */
import { expect, test } from 'vitest'
import { makeCodec } from '../../tools/electron-standin/page/codec.ts'
import { type FixtureApi, shareFixture } from './support.ts'

declare global {
  /** In the page. */
  var api: FixtureApi
  /** In the page: what a listener of this file got. */
  var got: [number, Date][]
}

const fixture = shareFixture()

test('a payload keeps the kind of every value on the way to the main process and back', async () => {
  const { page } = fixture()
  const kept = await page.evaluate(async () => {
    const sent = {
      date: new Date(5),
      invalid: new Date(Number.NaN),
      map: new Map([['key', new Set([1])]]),
      bytes: new Uint8Array([1, 2, 255]),
      floats: new Float64Array([0.5]),
      buffer: new ArrayBuffer(3),
      numbers: [Number.NaN, -0, Infinity, 10n],
      error: new RangeError('far'),
      nothing: undefined,
      $t: 'a name that we use ourselves',
    }
    const back = await api.invoke<typeof sent>('echo', sent)
    return {
      date: back.date.getTime() === 5 && Number.isNaN(back.invalid.getTime()),
      map: back.map.get('key')?.has(1),
      bytes: [...back.bytes],
      floats: back.floats instanceof Float64Array && back.floats[0],
      buffer: back.buffer.byteLength,
      numbers: back.numbers.map((value, index) => Object.is(value, sent.numbers[index])),
      error: back.error instanceof Error && back.error.message,
      nothing: 'nothing' in back && back.nothing === undefined,
      tag: back.$t,
      inMain: await api.invoke('describe', new Map()),
    }
  })
  expect(kept).toEqual({
    date: true,
    map: true,
    bytes: [1, 2, 255],
    floats: 0.5,
    buffer: 3,
    numbers: [true, true, true, true],
    error: 'far',
    nothing: true,
    tag: 'a name that we use ourselves',
    inMain: '[object Map]',
  })
})

test('what structured clone refuses is refused with its words', () => {
  const codec = makeCodec()
  const encode = (value: unknown): string => codec.encode(value)
  const loop: { self?: object } = {}
  loop.self = loop
  expect(() => encode({ call: () => 1 })).toThrow('An object could not be cloned.')
  expect(() => encode([Symbol('s')])).toThrow('An object could not be cloned.')
  expect(() => encode(Promise.resolve())).toThrow('An object could not be cloned.')
  expect(() => encode(loop)).toThrow('cyclic')
})

test('an error of a handler reaches the page as Electron words it', async () => {
  const { page } = fixture()
  const words = await page.evaluate(() =>
    Promise.all(
      ['fail', 'function', 'nobody'].map((channel) =>
        api.invoke(channel).catch((error: Error) => error.message),
      ),
    ),
  )
  expect(words).toEqual([
    "Error invoking remote method 'fail': RangeError: too far",
    "Error invoking remote method 'function': Error: An object could not be cloned.",
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  ])
})

test('a handler learns which page calls', async () => {
  const { page } = fixture()
  expect(await page.evaluate(() => api.invoke('sender'))).toEqual({
    url: 'app://fixture/main/index.html',
    origin: 'app://fixture',
    top: true,
  })
})

test("the preload's functions answer at once, take callbacks, and give functions and promises", async () => {
  const { page } = fixture()
  const results = await page.evaluate(async () => ({
    sync: api.add(2, 3),
    callback: api.twice((value) => value * 10),
    made: api.make(3)(4),
    later: await api.later('done'),
    refused: await api.reject().catch((error: Error) => `${error.name}: ${error.message}`),
    nested: api.nested.list[1].deep,
  }))
  expect(results).toEqual({
    sync: 5,
    callback: [10, 20],
    made: 12,
    later: 'done',
    refused: 'RangeError: refused',
    nested: true,
  })
})

test('an exposed API is frozen and can be bound once only', async () => {
  const { page } = fixture()
  const frozen = await page.evaluate(() => {
    const replaced = Reflect.set(globalThis, 'api', 'mine')
    return [Object.isFrozen(api), Object.isFrozen(api.nested.list), replaced, typeof api]
  })
  expect(frozen).toEqual([true, false, false, 'object'])
})

test('messages of the main process arrive in order, and only while somebody listens', async () => {
  const { app, page } = fixture()
  await page.evaluate(() => {
    globalThis.got = []
    const stop = api.on('tick', (...args: [number, Date]) => {
      globalThis.got.push(args)
      if (args[0] === 3) stop()
    })
  })
  await app.evaluate(() => {
    for (const number of [1, 2, 3, 4])
      globalThis.mainWindow.webContents.send('tick', number, new Date(number))
  })
  await page.evaluate(() => api.invoke('echo'))
  const got = await page.evaluate(() => globalThis.got.map(([number, date]) => [number, date.getTime()]))
  expect(got).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ])
})
