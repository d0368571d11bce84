/** What the agent may set. Everything has a default, so an empty document is a complete set of settings. */
import { z } from './zod.ts'

/** Wall-clock time, `HH:MM`. */
export const wallTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const LANGUAGES = ['en', 'nl'] as const
export type Language = (typeof LANGUAGES)[number]

/** An Electron accelerator; empty: no shortcut. */
const acceleratorSchema = z.string().max(60)

const spanSchema = z.strictObject({ start: wallTimeSchema, end: wallTimeSchema })
/** From `start` up to `end`; over midnight when `end` isn't later than `start`. */
export type TimeSpan = z.infer<typeof spanSchema>

const webOriginSchema = z.strictObject({
  /** Scheme, host and port of a page, as a browser sends it in `Origin`. */
  origin: z.string().max(200).refine(isWebOrigin),
  token: z.string().min(32).max(200),
})
/** A web page that may report the end of an interaction, with the token that is its own. */
export type WebOrigin = z.infer<typeof webOriginSchema>

export const settingsSchema = z.strictObject({
  language: z.enum(['auto', ...LANGUAGES]).default('auto'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  shift: spanSchema.default({ start: '09:00', end: '17:00' }),
  /** ISO weekdays, 1 = Monday, on which the shift is worked. */
  workWeekdays: z.array(z.int().min(1).max(7)).max(7).default([1, 2, 3, 4, 5]),
  /** After so many minutes without an answer an interaction expires; it stays rateable the same work day. */
  expiryMinutes: z.int().min(1).max(120).default(15),
  /** Seconds that the card stays when nobody touches it. */
  cardSeconds: z.int().min(5).max(120).default(20),
  dayFaces: z.literal([2, 3]).default(2),
  /** Times in which no card and no day question appears. */
  quietTimes: z.array(spanSchema).max(8).default([]),
  holdInDoNotDisturb: z.boolean().default(true),
  /** "My view" says when the own ratings have shifted (an EWMA); nobody else sees it. */
  earlyHint: z.boolean().default(true),
  launchAtLogin: z.boolean().default(true),
  shortcuts: z
    .strictObject({
      openPanel: acceleratorSchema.default('Control+Alt+A'),
      rateInteraction: acceleratorSchema.default('Control+Alt+R'),
      /** With 1–5: rates while a card is up, without it having the focus. */
      rateModifier: acceleratorSchema.default('Control+Alt'),
    })
    .prefault({}),
  triggers: z
    .strictObject({
      /** `hangup`: ask when the conversation is over; `wrapup-end`: when the after-call work is over too. */
      promptAt: z.enum(['hangup', 'wrapup-end']).default('hangup'),
      /** Conversations shorter than this many seconds don't prompt. */
      minTalkSeconds: z.int().min(0).max(600).default(0),
      /** Regular expression of numbers inside the house; such calls are consult calls and don't prompt. */
      internalNumbers: z.string().max(200).refine(isRegularExpression).default(''),
      http: z
        .strictObject({
          enabled: z.boolean().default(true),
          port: z.int().min(0).max(65535).default(47611),
          origins: z.array(webOriginSchema).max(8).default([]),
        })
        .prefault({}),
      softphone: z
        .strictObject({
          enabled: z.boolean().default(false),
          host: z.string().min(1).max(253).default('127.0.0.1'),
          port: z.int().min(1).max(65535).default(4444),
        })
        .prefault({}),
    })
    .prefault({}),
})
export type Settings = z.infer<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({})

const fields = settingsSchema.shape
type Fields = typeof fields
// Without their defaults: a key that is left out of a change stays as it is.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.fromEntries forgets the keys
const bareFields = Object.fromEntries(
  Object.entries(fields).map(([key, field]) => [key, field.unwrap()]),
) as {
  [K in keyof Fields]: ReturnType<Fields[K]['unwrap']>
}
/** A change of settings: whole top-level keys. */
export const settingsPatchSchema = z.strictObject(bareFields).partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

function isRegularExpression(text: string): boolean {
  try {
    RegExp(text)
    return true
  } catch {
    return false
  }
}

/** Whether a text is a web origin as browsers send it, and nothing more: `https://crm.example.com`. */
export function isWebOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/.test(text)
}
