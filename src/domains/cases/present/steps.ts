import type { Text } from '#src/lib/text/multilingual.ts'
import type { View } from '#src/lib/imaging/view.ts'
import type { CaseContent } from '../model.ts'
import type { AskedQuestion } from '../quiz/queries.ts'

/** One screen of a case in the hall. */
export type Step =
  | { readonly kind: 'title' }
  | {
      readonly kind: 'text'
      readonly name: 'presentation' | 'findings' | 'diagnosis' | 'procedure' | 'outcome' | 'teaching'
      readonly texts: readonly Text[]
    }
  /** `bare`: what is said of the image waits for the answers. */
  | { readonly kind: 'image'; readonly view: View; readonly caption: Text; readonly n: number; readonly bare: boolean }
  | { readonly kind: 'question'; readonly question: AskedQuestion }
  /** What follows is kept back from this reader. */
  | { readonly kind: 'hidden' }

export interface Shown {
  readonly content: CaseContent
  readonly pictures: readonly { readonly view: View; readonly caption: Text }[]
  readonly questions: readonly AskedQuestion[]
  readonly quiz: boolean
  readonly hidden: boolean
}

const has = (text: Text): boolean => Object.values(text).some((value) => value.trim() !== '')

/**
 * The screens of a case in their order: title, presentation, key images one by one, the quiz's questions, findings, the
 * images again with what is drawn on them, diagnosis, procedure, outcome, teaching points. In a quiz the images come bare
 * first; from a reader who is still to answer, all that follows the questions is kept back.
 */
export function stepsOf({ content, pictures, questions, quiz, hidden }: Shown): Step[] {
  const text = (name: Extract<Step, { kind: 'text' }>['name'], ...texts: readonly Text[]): Step[] => {
    const there = texts.filter(has)
    return there.length > 0 ? [{ kind: 'text', name, texts: there }] : []
  }
  const images = (bare: boolean): Step[] =>
    pictures.map(({ view, caption }, i) => ({
      kind: 'image',
      view: bare ? { ...view, shapes: [] } : view,
      caption: bare ? {} : caption,
      n: i + 1,
      bare,
    }))
  const before: Step[] = [
    { kind: 'title' },
    ...text('presentation', content.presentation, content.history),
    ...images(quiz),
    ...(quiz ? questions.map((question): Step => ({ kind: 'question', question })) : []),
  ]
  if (hidden) return [...before, { kind: 'hidden' }]
  const drawn = pictures.some(({ view, caption }) => (view.shapes?.length ?? 0) > 0 || has(caption))
  return [
    ...before,
    ...text('findings', content.findings),
    ...(quiz && drawn ? images(false) : []),
    ...text('diagnosis', content.diagnosis),
    ...text('procedure', ...content.steps),
    ...text('outcome', content.outcome, content.followUp),
    ...text('teaching', content.teaching),
  ]
}
