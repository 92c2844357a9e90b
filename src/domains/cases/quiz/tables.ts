import type { QuestionKind } from './model.ts'

declare module '#src/platform/db/types.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
  interface Database extends QuizTables {}
}

export interface QuizTables {
  case_quiz_question: QuizQuestionTable
  case_quiz_answer: QuizAnswerTable
  case_quiz_reader: QuizReaderTable
}

export interface QuizQuestionTable {
  id: string
  case_id: string
  position: number
  kind: QuestionKind
  /** Text as JSON. */
  prompt: string
  /** QuizOption[] as JSON. */
  options: string
  /** `encodeView`; '' none. Where "put the arrow" opens. */
  view: string
  /** QuizTarget as JSON; '' none. */
  target: string
  /** Text as JSON. */
  explanation: string
}

/** `reader`: `p:` and the person's id, or `d:` and the hash of a browser's cookie. */
export interface QuizAnswerTable {
  case_id: string
  question_id: string
  reader: string
  /** Given as JSON. */
  given: string
  /** 0 to 1; null where nobody but the reader can judge. */
  score: number | null
  at: number
}

/** Who has answered: from then on nothing is hidden from them. */
export interface QuizReaderTable {
  case_id: string
  reader: string
  person_id: string | null
  done_at: number
  score: number
  most: number
}
