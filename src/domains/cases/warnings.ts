import { createHmac } from 'node:crypto'
import type { Text } from '#src/lib/text/multilingual.ts'
import type { Context } from '#src/platform/context.ts'
import { findIdentifying, type Finding } from './identifying/index.ts'
import { TEXT_FIELDS, type CaseContent, type SectionName, type TextField } from './model.ts'

/** Something in a case's texts that looks like identity. */
export interface Warning extends Finding {
  readonly section: SectionName
  /** Name of the field in the form: `presentation.vi`. */
  readonly field: string
}

const SECTION_OF: Readonly<Record<TextField, SectionName>> = {
  presentation: 'clinical',
  history: 'clinical',
  findings: 'imaging',
  differential: 'imaging',
  diagnosis: 'imaging',
  outcome: 'outcome',
  followUp: 'outcome',
  teaching: 'learning',
}

/** Everything in the texts of a case that may tell who the patient is; authors, facility and references are not the patient's. */
export function warningsOf(title: Text, content: CaseContent): Warning[] {
  const out: Warning[] = []
  const look = (section: SectionName, name: string, text: Text) => {
    for (const [lang, words] of Object.entries(text))
      for (const found of findIdentifying(words)) out.push({ ...found, section, field: `${name}.${lang}` })
  }
  look('basics', 'title', title)
  look('basics', 'region', content.region)
  for (const field of TEXT_FIELDS) look(SECTION_OF[field], field, content[field])
  for (const step of content.steps) look('procedure', 'steps', step)
  for (const [n, device] of content.devices.entries())
    look('procedure', `devices.${n}`, { name: device.name, size: device.size })
  for (const [n, one] of content.complications.entries()) look('outcome', `complications.${n}.text`, one.text)
  return out
}

/** What was looked at and found harmless, as keyed hashes: the words themselves stay where they are. */
const keyOf = (ctx: Context, { kind, excerpt }: Finding): string =>
  createHmac('sha256', ctx.secret).update(`case-warning ${kind} ${excerpt}`).digest('base64url').slice(0, 22)

/** Column `cleared` for a look at these warnings. */
export const clear = (ctx: Context, warnings: readonly Finding[]): string =>
  JSON.stringify([...new Set(warnings.map((one) => keyOf(ctx, one)))].toSorted())

/** Warnings that nobody has looked at yet. */
export function unconfirmed<T extends Finding>(ctx: Context, warnings: readonly T[], cleared: string): T[] {
  const known = new Set(cleared === '' ? [] : (JSON.parse(cleared) as string[]))
  return warnings.filter((one) => !known.has(keyOf(ctx, one)))
}
