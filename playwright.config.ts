import { defineConfig } from '@playwright/test'

/** The whole app, as a person uses it. No retries: a test that passes now and then says nothing. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/global-setup.ts',
  // One more than a small machine has cores: much of a test is waiting.
  workers: 3,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.CI ? 'line' : 'list',
})
