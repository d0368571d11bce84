/** Dutch texts of my view, the own data and the quarterly question. */
import type { enOwn } from './en-own.ts'

export const nlOwn = {
  'own.title': 'Mijn overzicht',
} as const satisfies Record<keyof typeof enOwn, string>
