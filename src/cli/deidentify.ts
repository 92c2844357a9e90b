import type { Command } from '#src/platform/cli/command.ts'

/** The values of an option, as they would be typed. */
const typed = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [`--${name}`, value])

export const deidentifyCommand: Command = {
  name: 'deidentify',
  summary: 'Take the identity out of DICOM files, on this machine',
  about:
    'Driven by the confidentiality profile of DICOM PS3.15; pixel data stay as they are, so text burnt into the image remains: the report names the files at which a person must look. Nothing in IN is changed. HOI_DEIDENTIFY_SECRET keeps pseudonyms the same from run to run.',
  positionals: [
    { name: 'in', means: 'A DICOM file, or a folder that is walked', required: true },
    { name: 'out', means: 'A file for a file, otherwise a folder', required: true },
  ],
  options: {
    profile: {
      means: 'basic: everything of the Basic Profile; default: dates shifted, age, sex and device kept',
      value: 'NAME',
      required: true,
    },
    set: {
      means:
        'An option of PS3.15 otherwise than the profile has it, as graphics=clean; one that does not exist lists all',
      value: 'OPTION=VALUE',
      multiple: true,
    },
    'keep-names': { means: 'Keep file and folder names, which often name the patient' },
    report: { means: 'Write what was done to what, as JSON without values', value: 'FILE' },
    'secret-file': { means: 'At least 16 bytes that pseudonyms derive from', value: 'FILE' },
  },
  async run(args, io) {
    const { deidentifyCommand: run } = await import('#src/domains/imaging/cli-deidentify.ts')
    const argv = [
      args.need('in'),
      args.need('out'),
      ...typed('profile', args.text('profile')),
      ...args.all('set').flatMap((setting) => typed('set', setting)),
      ...(args.flag('keep-names') ? ['--keep-names'] : []),
      ...typed('report', args.text('report')),
      ...typed('secret-file', args.text('secret-file')),
    ]
    return run(argv, { out: (line) => io.say(line), err: (line) => io.say(line) })
  },
}
