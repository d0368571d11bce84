/** The agent's settings, and the language that follows from them; part of the composition root. */
import type { CsvOptions } from '../shared/csv.ts'
import {
  chooseLanguage,
  createTranslator,
  type MessageKey,
  type Translator,
} from '../shared/messages/index.ts'
import { DEFAULT_SETTINGS, settingsSchema, type Settings, type SettingsPatch } from '../shared/settings.ts'
import type { StateStore } from './store/index.ts'

export interface PreferencesParts {
  readonly state: StateStore
  /** The system's, the most wanted first. */
  readonly languages: () => readonly string[]
  readonly timeZone: () => string
}

export class Preferences {
  readonly #parts: PreferencesParts
  #settings: Settings
  #translator: Translator

  constructor(parts: PreferencesParts) {
    this.#parts = parts
    this.#settings = parts.state.read('settings', settingsSchema) ?? DEFAULT_SETTINGS
    this.#translator = this.#translate()
  }

  get settings(): Settings {
    return this.#settings
  }

  get translator(): Translator {
    return this.#translator
  }

  /** Durable when it returns, else it throws and nothing has changed. */
  change(patch: SettingsPatch): void {
    const settings = settingsSchema.parse({ ...this.#settings, ...patch })
    this.#parts.state.write('settings', settings)
    this.#settings = settings
    this.#translator = this.#translate()
  }

  words(key: MessageKey): string {
    return this.#translator.t(key)
  }

  /** Spreadsheets of languages that write 3,5 want a semicolon between fields. */
  csv(): CsvOptions {
    return { bom: true, separator: this.#translator.language === 'nl' ? ';' : ',' }
  }

  #translate(): Translator {
    const { language, locale } = chooseLanguage(this.#settings.language, this.#parts.languages())
    return createTranslator(language, locale, this.#parts.timeZone())
  }
}
