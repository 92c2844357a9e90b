import { DONE, type Command } from '#src/platform/cli/command.ts'
import { configOf } from './with-context.ts'

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Bring back what hoi backup wrote, into the instance that the environment names',
  about:
    'Stop the server first. Every checksum is verified before anything is changed. HOI_DATA names the folder and\nDATABASE_URL the database to restore into; a backup of SQLite may be restored into PostgreSQL and the other way round.',
  positionals: [{ name: 'FILE', means: 'A file that hoi backup wrote', required: true }],
  options: {
    force: { means: 'Replace what is there' },
    verify: { means: 'Only verify the file; restore nothing' },
    fingerprint: { value: 'HEX', means: 'Refuse a file with another fingerprint than the one noted' },
  },
  examples: ['HOI_DATA=/srv/hoi-copy hoi restore hoi-2026-04-17.tar'],
  async run(args, io) {
    const [{ restore, verify }, { migrations }, { openBlobs }] = await Promise.all([
      import('#src/platform/backup/restore.ts'),
      import('#src/main.ts'),
      import('#src/platform/blobs/open.ts'),
    ])
    const file = args.need('FILE')
    const progress = io.progress(args.flag('verify') ? 'Verifying' : 'Restoring', 'bytes')
    const options = {
      fingerprint: args.text('fingerprint'),
      onProgress: (done: number, total: number) => progress.at(done, total),
    }
    const config = configOf(io.env)
    const manifest = args.flag('verify')
      ? await verify(file, options)
      : await restore(file, { config, migrations, openBlobs }, { ...options, force: args.flag('force') })
    progress.end()
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const what = `${rows} rows of ${manifest.tables.length} tables and ${manifest.blobs.count} files of ${new Date(manifest.madeAt).toISOString()}`
    io.result(
      {
        rows,
        tables: manifest.tables.length,
        blobs: manifest.blobs.count,
        madeAt: manifest.madeAt,
        engine: manifest.engine,
      },
      args.flag('verify') ? `The file is whole: ${what}` : `Restored ${what}`,
    )
    return DONE
  },
}
