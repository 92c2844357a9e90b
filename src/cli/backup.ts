import { DONE, type Command } from '#src/platform/cli/command.ts'
import { bytes } from '#src/platform/cli/io.ts'

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Write everything (database, files, key) into one file while the server runs',
  about:
    'The file is a tar archive. It holds personal data and the key that signs sessions: keep it as you keep a password.\nNote the fingerprint elsewhere; hoi restore --fingerprint then proves that nobody changed the file.',
  positionals: [{ name: 'FILE', means: 'Where to write, e.g. hoi-2026-04-17.tar', required: true }],
  options: { force: { means: 'Replace FILE if it exists' } },
  examples: ['hoi backup /backup/hoi-$(date +%F).tar'],
  async run(args, io) {
    const { backup } = await import('#src/platform/backup/backup.ts')
    return await io.withContext(async (ctx) => {
      const progress = io.progress('Backing up', 'bytes')
      const made = await backup(ctx, args.need('FILE'), {
        overwrite: args.flag('force'),
        onProgress: (done, total) => progress.at(done, total),
      })
      progress.end()
      io.result(
        made,
        `${made.rows} rows of ${made.tables} tables and ${made.blobs} files, ${bytes(made.bytes)}, in ${args.need('FILE')}\nFingerprint: ${made.fingerprint}`,
      )
      return DONE
    })
  },
}
