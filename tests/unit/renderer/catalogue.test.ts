import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { CATALOGUES } from '../../../src/shared/messages/index.ts'
import { en, type MessageKey } from '../../../src/shared/messages/en.ts'

const keys = Object.keys(en).filter((key): key is MessageKey => key in en)

/** Names of the placeholders in a message. */
function placeholders(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      return [element.value, ...Object.values(element.options).flatMap(({ value }) => placeholders(value))]
    }
    return [element.value]
  })
}
const namesIn = (message: string): string[] => [...new Set(placeholders(parse(message)))].sort()

describe('the catalogues', () => {
  it('have the same placeholders in every language', () => {
    const names = (catalogue: Readonly<Record<MessageKey, string>>) =>
      Object.fromEntries(keys.map((key) => [key, namesIn(catalogue[key])]))
    for (const catalogue of Object.values(CATALOGUES)) expect(names(catalogue)).toEqual(names(en))
  })

  it('never shouts', () => {
    for (const catalogue of Object.values(CATALOGUES)) {
      expect(Object.values(catalogue).filter((message) => message.includes('!'))).toEqual([])
    }
  })
})
