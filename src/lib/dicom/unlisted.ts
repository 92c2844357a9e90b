import type { Action } from './confidentiality.ts'
import { dictionaryVr, isBinaryVr } from './dictionary.ts'
import type { DeidentifyProfile } from './profile.ts'

function tags(hex: string): Set<number> {
  return new Set(
    hex
      .trim()
      .split(/\s+/)
      .map((tag) => parseInt(tag, 16)),
  )
}

/**
 * Text elements outside Table E.1-1 that equipment fills in: makers, models, software, kernels, sequences, coils, filters,
 * reconstruction, scheme designators, MIME types, private creators. Everything else of a text VR counts as typed by a person.
 * Window Center & Width Explanation (0028,1055) and LUT Explanation (0028,3003) are free text of the same kind (PS3.3 C.11.1,
 * C.11.2; Table E.1-1 lists neither): presets bear the names that people give them, so of both only listed words stay.
 */
const machineText = tags(`
  00080010 00080041 00080070 00080102 00080103 00080112 00080122 00080222 00081090 00082120 00082127 00082132
  00180024 00180030 00180031 00180085 00181006 00181016 00181017 00181018 00181019 0018101a 0018101b 00181020 00181022
  00181023 00181061 00181064 00181070 00181085 00181160 00181161 00181180 001811b0 001811b1 00181210 00181250 00181251
  00181260 00181261 00181401 00185000 00185010 00185020 00185021 0018702a 0018702b 00187040 00187041 00189005 00189041
  00189046 00189047 00189050 00189186 00189320 0018925e 00189524 00189525 00189526 00200070 00201020 0020103f 00201040
  00209056 00209213 00209238 00209421 00240202 00281054 00283004 00280050 0028005f 00280061 00280062 00280063 00280400
  00280401 00280700 00420012 00420014 00480106 00541101 00541103 00541104 00541105 00660031 00660036 006a000e 00700227
  00700229 00720054 00720056 00620009 300a0226 3010001a 00400031 00102201 00181040 00221065`)

/** UIDs that name a class, a transfer syntax or a code set, never an instance or a person. */
const classUids = tags(`
  00080016 0008001a 0008001b 00080062 0008010c 0008010d 00080117 00080118 0008040e 00081150 0008115a 00083002 00340003
  04000010 04000510 30100052 30100053`)

/** Code strings in which people type what they like. */
const typedCodeStrings = tags('00180015 00700080')

/** Values on which the reading of the rest depends: kept unless they are not code strings at all. */
export const structuralCodeStrings = tags(`
  00080005 00080008 00089007 00080060 00100040 00185100 00200060 00280004 00280301 0040a010 0040a040 0040a050 00541000 00541001
  00620001 00620008 00700002 00700023 00700022 00700021 00280a02 00282110 00282114 00281056 00089205 00089206 00089207`)

/**
 * The action for an element that Table E.1-1 does not list. Tags that PS3.6 does not know are removed: nobody can say
 * what they hold. Names, dates, titles of applications and web addresses never stay by default.
 */
export function unlistedAction(tag: number, profile: DeidentifyProfile): Action {
  const group = tag >>> 16
  if (group <= 4) return 'remove'
  // Overlays and curves go whole: without their data, which the table removes, the rest is a torso.
  if ((group & 0xff00) === 0x5000 || (group & 0xff00) === 0x6000) return 'remove'
  const vr = dictionaryVr(tag)
  if (vr === undefined || vr === 'UN' || vr === 'UR') return tag === 0x00080120 ? 'code-value' : 'remove'
  if (vr === 'SQ') return 'enter'
  if (isBinaryVr(vr)) return 'keep'
  switch (vr) {
    case 'PN':
    case 'AE':
      return 'empty'
    case 'DA':
    case 'DT':
    case 'TM':
      return profile.dates === 'remove' ? 'empty' : profile.dates === 'shift' ? 'date' : 'keep'
    case 'AS':
      return profile.patientCharacteristics === 'none' ? 'empty' : 'age'
    case 'UI':
      return classUids.has(tag) ? 'class-uid' : profile.uids === 'keep' ? 'keep' : 'uid'
    case 'DS':
    case 'IS':
      return 'number'
    case 'CS':
      return typedCodeStrings.has(tag) ? 'text' : 'code-string'
    default:
      if (tag === 0x00080100 || tag === 0x00080119 || tag === 0x00080101) return 'code-value'
      if (tag === 0x00080104 || tag === 0x00080108) return 'code-meaning'
      return machineText.has(tag) ? 'machine' : 'text'
  }
}
