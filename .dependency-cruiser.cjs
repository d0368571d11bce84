/** Who may import whom: docs/decisions/0002-import-boundaries.md. */
const layer = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: allowed },
})
/** A module of Node's own, whose prefix is left out. */
const CORE = '^[a-z0-9_/]+$'
const packages = (...names) => `^node_modules/(${names.join('|')})(/|$)`

module.exports = {
  forbidden: [
    layer(
      'shared-is-pure',
      '^src/shared/',
      ['^src/shared/', packages('zod', '@formatjs/intl')],
      'src/shared runs everywhere: no Electron, no Node, no DOM, and nobody else of ours.',
    ),
    {
      name: 'electron-only-at-the-desktop',
      severity: 'error',
      comment: 'In the main process only src/main/desktop and the composition root know Electron.',
      from: { path: '^src/', pathNot: '^src/(main/desktop/|main/index\\.ts$|preload/)' },
      to: { path: '(^|/)electron(/|$)' },
    },
    layer(
      'disk-is-plain-node',
      '^src/disk/',
      ['^src/disk/', packages('better-sqlite3', '@types/better-sqlite3'), '^node:', CORE],
      'What two stores have in common about files and SQLite; it knows no records.',
    ),
    layer(
      'store-is-plain-node',
      '^src/main/store/',
      ['^src/(main/store|disk|shared)/', packages('better-sqlite3', '@types/better-sqlite3'), '^node:', CORE],
      'The store knows records and files, nothing of triggers, prompts or windows.',
    ),
    layer(
      'triggers-are-plain-node',
      '^src/main/triggers/',
      ['^src/(main/triggers|shared)/', '^node:', CORE],
      'An adapter knows one protocol and no policy.',
    ),
    layer(
      'prompting-is-plain-node',
      '^src/main/prompting/',
      ['^src/(main/prompting|shared)/', '^node:', CORE],
      'Prompting is policy: it is given the store and the screen by the composition root.',
    ),
    layer(
      'sync-is-plain-node',
      '^src/main/sync/',
      ['^src/(main/sync|shared)/', '^node:', CORE],
      'Sync is given its HTTP client by the composition root.',
    ),
    {
      name: 'desktop-is-not-wired-to-layers',
      severity: 'error',
      comment: 'Only the composition root, src/main/index.ts, wires layers together.',
      from: { path: '^src/main/desktop/' },
      to: { path: '^src/main/(store|triggers|prompting|sync|index\\.ts)' },
    },
    layer(
      'preload-knows-the-contract-only',
      '^src/preload/',
      ['^src/(preload|shared)/', '(^|/)electron(/|$)'],
      'The preload is small: the IPC contract and Electron.',
    ),
    layer(
      'windows-know-shared-only',
      '^src/renderer/',
      [
        '^src/(renderer|shared)/',
        packages('react', 'react-dom', 'zustand', 'd3-scale', 'd3-shape', '@types/[^/]+'),
      ],
      'A window is a web page: React, view state and charts, no Node.',
    ),
    layer(
      'collector-knows-shared-only',
      '^src/collector/',
      ['^src/(collector|disk|shared)/', '^node_modules/(?!electron)', '^node:', CORE],
      'Nothing of the widget is in the collector.',
    ),
    layer(
      'publishing-is-pure',
      '^src/collector/publishing/',
      ['^src/(collector/publishing|shared)/'],
      'What is told of a team is decided without a database, a clock or a network.',
    ),
    {
      name: 'widget-knows-no-collector',
      severity: 'error',
      comment: 'Nothing of the collector is in the packaged widget.',
      from: { path: '^src/(main|disk|preload|renderer|shared)/' },
      to: { path: '^src/collector/' },
    },
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // swc reads TypeScript; dependency-cruiser can't use TypeScript 7 yet.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'] },
  },
}
