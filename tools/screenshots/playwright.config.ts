import { defineConfig } from '@playwright/test'

/** `npm run screenshots`: pictures of every window of the running app, into docs/images. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/screenshots',
  globalSetup: '../../tests/e2e/global-setup.ts',
  workers: 1,
  timeout: 120_000,
  reporter: 'list',
})
