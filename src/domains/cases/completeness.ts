import type { Text } from '#src/lib/text/multilingual.ts'
import type { CaseContent, SectionName } from './model.ts'

/** What a good case has; those `needed` have to be there before anybody is asked to review it. */
export const PARTS = [
  'title',
  'modality',
  'organ',
  'technique',
  'patient',
  'presentation',
  'history',
  'findings',
  'diagnosis',
  'certainty',
  'differential',
  'steps',
  'devices',
  'outcome',
  'complications',
  'followUp',
  'teaching',
  'references',
  'facility',
  'images',
  'keyImages',
] as const
export type Part = (typeof PARTS)[number]

const NEEDED: ReadonlySet<Part> = new Set([
  'title',
  'modality',
  'organ',
  'technique',
  'presentation',
  'findings',
  'diagnosis',
  'images',
])
/** Of an intervention only. */
const OF_PROCEDURES: ReadonlySet<Part> = new Set(['steps', 'devices', 'outcome', 'complications'])
const NOT_PROCEDURES: ReadonlySet<string> = new Set([
  'diagnostic',
  'angiography',
  'dsa-cerebral',
  'ai-reading',
  'volumetry',
])

export interface Missing {
  readonly part: Part
  /** Where it is written; null: with the images. */
  readonly section: SectionName | 'images' | 'pictures'
  readonly needed: boolean
}

export interface Completeness {
  readonly done: number
  readonly of: number
  readonly missing: readonly Missing[]
}

export interface Material {
  readonly title: Text
  readonly content: CaseContent
  readonly facilityId: string | null
  readonly images: number
  readonly keyImages: number
}

/** How much of a case is there, and what is missing and where to write it. */
export function completeness({ title, content, facilityId, images, keyImages }: Material): Completeness {
  const has = (text: Text): boolean => Object.keys(text).length > 0
  const state: Readonly<Record<Part, readonly [boolean, Missing['section']]>> = {
    title: [has(title), 'basics'],
    modality: [content.modalities.length > 0, 'basics'],
    organ: [content.organs.length > 0, 'basics'],
    technique: [content.techniques.length > 0, 'basics'],
    patient: [content.age !== '' && content.sex !== '', 'basics'],
    facility: [facilityId !== null, 'basics'],
    presentation: [has(content.presentation), 'clinical'],
    history: [has(content.history), 'clinical'],
    findings: [has(content.findings), 'imaging'],
    diagnosis: [has(content.diagnosis), 'imaging'],
    certainty: [content.certainty !== '' && content.basis.length > 0, 'imaging'],
    differential: [has(content.differential), 'imaging'],
    steps: [content.steps.length > 0, 'procedure'],
    devices: [content.devices.length > 0, 'procedure'],
    outcome: [has(content.outcome), 'outcome'],
    complications: [content.complications.length > 0, 'outcome'],
    followUp: [has(content.followUp), 'outcome'],
    teaching: [has(content.teaching), 'learning'],
    references: [content.references.length > 0, 'learning'],
    images: [images > 0, 'images'],
    keyImages: [keyImages > 0, 'pictures'],
  }
  const procedure = content.techniques.some((code) => !NOT_PROCEDURES.has(code))
  const asked = PARTS.filter((part) => procedure || !OF_PROCEDURES.has(part))
  const missing = asked.flatMap((part) => {
    const [there, section] = state[part]
    return there ? [] : [{ part, section, needed: NEEDED.has(part) }]
  })
  return { done: asked.length - missing.length, of: asked.length, missing }
}
