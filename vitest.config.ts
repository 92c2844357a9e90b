import { configDefaults, defineConfig } from 'vitest/config'

// Unit and route tests live beside the code. What reads or writes the database is named *.db.test.ts and runs a
// second time on PostgreSQL where there is one; *.pg.test.ts runs there only. tests/ holds the suites that need a real part (a browser, files).
// Files of a project share a worker's modules: loading them took as long as the tests. Nothing outlives a test but
// caches of what never changes (STYLE.md), so no file notices which ones ran before it.
const shared = {
  setupFiles: ['tests/support/setup.ts'],
  pool: 'threads' as const,
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // The usual second is short on a machine that does much else.
  expect: { poll: { timeout: 30_000 } },
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'sqlite',
          include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts', 'tests/real/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/*.pg.test.ts'],
        },
      },
      ...(process.env['HOI_TEST_POSTGRES']
        ? [
            {
              extends: true as const,
              test: {
                ...shared,
                name: 'postgres',
                include: ['src/**/*.db.test.{ts,tsx}', 'src/**/*.pg.test.ts'],
                env: { HOI_TEST_DB: 'postgres' },
              },
            },
          ]
        : []),
      ...(process.env['HOI_TEST_BROWSER']
        ? [
            {
              extends: true as const,
              test: {
                ...shared,
                name: 'browser',
                include: ['tests/e2e/**/*.test.ts'],
                testTimeout: 180_000,
                hookTimeout: 300_000,
                isolate: true,
                fileParallelism: false,
              },
            },
          ]
        : []),
    ],
  },
})
