import type { DeidentifyProfile } from '#src/lib/dicom/index.ts'

type Option = Exclude<keyof DeidentifyProfile, 'name'>

/** Every option of PS3.15 that the module has, with the values it takes on a command line; see `DeidentifyProfile`. */
const choices: { readonly [K in Option]-?: Readonly<Record<string, DeidentifyProfile[K]>> } = {
  dates: { remove: 'remove', shift: 'shift', keep: 'keep' },
  patientCharacteristics: { none: 'none', 'age-sex': 'age-sex', all: 'all' },
  deviceIdentity: { yes: true, no: false },
  institutionIdentity: { yes: true, no: false },
  uids: { remap: 'remap', keep: 'keep' },
  descriptors: { remove: 'remove', clean: 'clean' },
  structuredContent: { remove: 'remove', clean: 'clean' },
  graphics: { remove: 'remove', clean: 'clean' },
  safePrivate: { yes: true, no: false },
}

const nameOf = (option: string): string => option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** For the usage: an option a line. */
export const optionLines = (): string =>
  Object.entries(choices)
    .map(([option, values]) => `              ${nameOf(option)}=${Object.keys(values).join('|')}`)
    .join('\n')

/** The profile with `option=value` settings over it, under a name that says so; the setting itself where it is none. */
export function withOptions(profile: DeidentifyProfile, settings: readonly string[]): DeidentifyProfile | string {
  let chosen = profile
  for (const setting of settings) {
    const [name, value = ''] = setting.split('=', 2)
    const found = Object.entries(choices).find(([option]) => nameOf(option) === name)
    if (!found || !Object.hasOwn(found[1], value)) return setting
    chosen = { ...chosen, name: `${profile.name}+`, [found[0]]: (found[1] as Record<string, unknown>)[value] }
  }
  return chosen
}
