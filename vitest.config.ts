import { defineConfig } from 'vitest/config'

// Unit and route tests live beside the code; the suites in tests/ need a real part (a browser, PostgreSQL, files).
export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/support/setup.ts'],
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 20_000,
  },
})
