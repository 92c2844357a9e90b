import { DONE, type Command } from '../cli/command.ts'
import { bytes } from '../cli/io.ts'
import { sweepOrphans } from './orphans.ts'

export const sweepCommand: Command = {
  name: 'sweep',
  summary: 'Remove stored files that nothing refers to any more',
  about: 'Runs by itself every week. Files put within the last seven days stay.',
  options: { 'dry-run': { means: 'Count only' } },
  run: (args, io) =>
    io.withContext(async (ctx) => {
      const dry = args.flag('dry-run')
      const swept = await sweepOrphans(ctx, { dry })
      io.result(
        swept,
        `${swept.removed} of ${swept.blobs} files, ${bytes(swept.bytes)}, ${dry ? 'would go' : 'removed'}`,
      )
      return DONE
    }),
}
