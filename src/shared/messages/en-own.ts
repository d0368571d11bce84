/** English texts of my view, the own data and the quarterly question. */
export const enOwn = {
  'own.title': 'My view',
} as const satisfies Record<string, string>
