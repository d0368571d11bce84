/** Every text of the app: one typed catalogue for each language, the same in the main process and in the windows. */
import { createIntl, createIntlCache } from '@formatjs/intl'
import type { Language, Settings } from '../settings.ts'
import { en, type MessageKey } from './en.ts'
import { nl } from './nl.ts'

export type { MessageKey } from './en.ts'
export type MessageValues = Readonly<Record<string, string | number | Date>>

export const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, nl }

export interface Translator {
  readonly language: Language
  readonly locale: string
  /** The text of a key; `values` fills its ICU placeholders. A wrong placeholder shows in the text, never throws. */
  readonly t: (key: MessageKey, values?: MessageValues) => string
}

/**
 * A translator. `locale` (BCP 47) shapes dates and numbers, so that an agent in Belgium reads Dutch texts with
 * Belgian dates; `timeZone` is an IANA zone.
 */
export function createTranslator(language: Language, locale: string, timeZone: string): Translator {
  const intl = createIntl(
    { locale, timeZone, messages: CATALOGUES[language], onError: () => {} },
    createIntlCache(),
  )
  return { language, locale, t: (id, values) => intl.formatMessage({ id }, values) }
}

/**
 * Language and locale from the setting and the system's preferred languages (BCP 47, best first): the first that we
 * have a catalogue for, else English.
 */
export function chooseLanguage(
  setting: Settings['language'],
  preferred: readonly string[],
): { readonly language: Language; readonly locale: string } {
  const wanted = setting === 'auto' ? preferred.find((tag) => known(tag) !== undefined) : setting
  const language = (wanted === undefined ? undefined : known(wanted)) ?? 'en'
  const regional = preferred.find((tag) => known(tag) === language && tag.includes('-'))
  return { language, locale: regional ?? (language === 'en' ? 'en-GB' : 'nl-NL') }
}

function known(tag: string): Language | undefined {
  const language = tag.toLowerCase().split('-')[0]
  return language !== undefined && isLanguage(language) ? language : undefined
}

function isLanguage(name: string): name is Language {
  return Object.hasOwn(CATALOGUES, name)
}
