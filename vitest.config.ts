import { configDefaults, defineConfig } from 'vitest/config'

// Unit and route tests live beside the code. What reads or writes the database is named *.db.test.ts and runs a
// second time on PostgreSQL where there is one; *.pg.test.ts runs there only. tests/ holds the suites that need a real part (a browser, files).
const shared = {
  setupFiles: ['tests/support/setup.ts'],
  pool: 'threads' as const,
  testTimeout: 60_000,
  hookTimeout: 120_000,
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
                fileParallelism: false,
              },
            },
          ]
        : []),
    ],
  },
})
