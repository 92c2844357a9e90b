import { serveStatic } from '@hono/node-server/serve-static'
import type { Assets } from './assets.ts'
import type { App } from './env.ts'

/** Built files: names carry the hash of their content, so a browser may keep them for ever. */
export function staticFiles(app: App, assets: Assets): void {
  if (!assets.dir) return
  const built = serveStatic({
    root: assets.dir,
    precompressed: true,
    onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
  })
  const plain = serveStatic({
    root: assets.dir,
    precompressed: true,
    onFound: (_path, c) => c.header('cache-control', 'public, max-age=3600'),
  })
  app.use('/assets/*', built)
  app.get('/assets/*', (c) => c.notFound())
  for (const file of ['/favicon.svg', '/icon-192.png', '/icon-512.png', '/icon-maskable-512.png', '/robots.txt'])
    app.use(file, plain)
}
