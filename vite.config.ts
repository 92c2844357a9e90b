import { globSync } from 'node:fs'
import path from 'node:path'
import type { InlineConfig } from 'vite'
import { ENTRIES } from './src/ui/entries.ts'

const root = import.meta.dirname
const source = (pattern: string): string[] => globSync(pattern, { cwd: root }).map((file) => path.join(root, file))

/** What browsers load. Entries keep their source path as key in the manifest: `ctx.assets('src/ui/client/page.ts')`. */
export const browser = (): InlineConfig => ({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  // Workers load their codecs when they need them.
  worker: { format: 'es' },
  build: {
    outDir: 'dist/client',
    manifest: true,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [
        ...Object.values(ENTRIES).map((entry) => path.join(root, entry)),
        ...source('src/domains/*/client/*.ts').filter((file) => !file.endsWith('.test.ts')),
      ],
    },
  },
})

/** The service worker: one file at the site's root, because its place decides what it may serve. */
export const serviceWorker = (): InlineConfig => ({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: 'dist/client',
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: path.join(root, 'src/offline/sw.ts'), formats: ['iife'], name: 'hoi', fileName: () => 'sw.js' },
  },
})

/**
 * The server, with the small libraries that every request needs bundled in: one file opens faster than hundreds.
 * What is native, large or rarely used stays a package.
 */
export const server = (): InlineConfig => ({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  resolve: { alias: { '#src': path.join(root, 'src') } },
  ssr: {
    noExternal: [
      'hono',
      'preact',
      'preact-render-to-string',
      'kysely',
      'valibot',
      '@hono/node-server',
      'markdown-it',
      'saxes',
      'csv-parse',
      'fflate',
    ],
  },
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node24',
    sourcemap: true,
    rolldownOptions: {
      // The threads that work on images have an entry of their own: each would else load the whole server.
      input: {
        cli: path.join(root, 'src/cli.ts'),
        'phantom-thread': path.join(root, 'src/demo/images/thread.ts'),
        'imaging-worker': path.join(root, 'src/domains/imaging/worker/entry.ts'),
        'picture-process': path.join(root, 'src/platform/uploads/picture-process.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})

export default browser()
