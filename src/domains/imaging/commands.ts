import { type Command, CommandFailed } from '#src/platform/cli/command.ts'
import { followSettings } from '#src/platform/settings.ts'
import { listeningOf, startDimseService } from './dimse/service.ts'

/** Listening for modalities in a process of its own, as `hoi worker` does for jobs. */
const listen: Command = {
  name: 'dicom listen',
  summary: 'Receive images from modalities and archives (C-STORE, C-ECHO)',
  about:
    'Listens as the setting imaging.dimse says: {port, host, aeTitle, peers: [{aeTitle, address, ownerId}]}. What is acknowledged is on the disk; de-identification follows as a job, so a server or a worker has to run too.',
  async run(_args, io) {
    return await io.withContext(async (ctx) => {
      // On PostgreSQL the bus tells what the settings page saves.
      const deaf = ctx.engine === 'sqlite' ? await followSettings(ctx) : () => {}
      const server = await startDimseService(ctx)
      const listening = await listeningOf(ctx)
      if (listening.state === 'failed')
        throw new CommandFailed(`${listening.host}:${listening.port} cannot be opened: ${listening.code}`)
      if (listening.state === 'off') throw new CommandFailed('the setting imaging.dimse names no peer')
      io.say(`listening on port ${listening.port}`)
      await io.ended()
      deaf()
      await server.close()
      return 0
    })
  },
}

export const imagingCommands: readonly Command[] = [listen]
