import { defineConfig } from 'vitest/config'

/** Tests that start processes, kill them or wait for them: on a busy machine that takes its time. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 }

/** A server for those tests that ask for one. */
const postgres = { globalSetup: ['tests/support/postgres-setup.ts'] }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], ...patient },
      },
      {
        extends: true,
        test: {
          name: 'collector',
          include: ['tests/collector/**/*.test.ts'],
          globalSetup: [...postgres.globalSetup, 'tests/support/collector-setup.ts'],
          ...patient,
        },
      },
      { extends: true, test: { name: 'crash', include: ['tests/crash/**/*.test.ts'], ...patient } },
      {
        extends: true,
        test: { name: 'chaos', include: ['tests/chaos/**/*.test.ts'], ...postgres, ...patient },
      },
      {
        extends: true,
        test: {
          name: 'deploy',
          include: ['tests/deploy/**/*.test.ts'],
          globalSetup: [...postgres.globalSetup, 'tests/support/collector-setup.ts'],
          ...patient,
        },
      },
      { extends: true, test: { name: 'demo', include: ['tests/demo/**/*.test.ts'], ...patient } },
      { extends: true, test: { name: 'standin', include: ['tests/standin/**/*.test.ts'], ...patient } },
    ],
  },
})
