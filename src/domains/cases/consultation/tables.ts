import type { ConsultationState, ExpertState, Urgency } from './model.ts'

declare module '#src/platform/db/types.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- each domain adds its tables to this interface
  interface Database extends ConsultationTables {}
}

export interface ConsultationTables {
  consultation: ConsultationTable
  consultation_expert: ConsultationExpertTable
  consultation_answer: ConsultationAnswerTable
}

export interface ConsultationTable {
  id: string
  code: string
  case_id: string
  asker_id: string
  /** Markdown. */
  question: string
  lang: string
  urgency: Urgency
  due_at: number
  state: ConsultationState
  /** Markdown: what was decided. */
  summary: string
  created_at: number
  closed_at: number | null
  reminded_at: number | null
  escalated_at: number | null
}

/** `proposed_by`: the expert who named this one as a substitute. */
export interface ConsultationExpertTable {
  consultation_id: string
  person_id: string
  state: ExpertState
  proposed_by: string | null
  /** Why they declined, in their words. */
  note: string
  asked_at: number
  changed_at: number | null
}

export interface ConsultationAnswerTable {
  id: string
  consultation_id: string
  person_id: string
  body: string
  lang: string
  pin: string
  client_key: string
  created_at: number
}
