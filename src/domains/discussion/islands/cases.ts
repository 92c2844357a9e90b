import type { Board } from '../board.ts'
import type { NamedCases } from '../pages/view.ts'

/**
 * Asks once for each case that a question names and that the page did not know when it came; `found` gets what this reader
 * may see of them. Without a connection nothing is shown, as for a case that one may not see.
 */
export function caseNames(base: string, known: NamedCases, first: Board, found: (more: NamedCases) => void) {
  const asked = new Set([...Object.keys(known), ...codesOf(first)])
  return (board: Board): void => {
    const codes = codesOf(board).filter((code) => !asked.has(code))
    if (codes.length === 0) return
    for (const code of codes) asked.add(code)
    void fetch(`${base}/cases?codes=${codes.join()}`)
      .then(async (answer) => (answer.ok ? found((await answer.json()) as NamedCases) : undefined))
      .catch(() => {})
  }
}

const codesOf = ({ questions }: Board): string[] => questions.flatMap(({ caseCode }) => (caseCode ? [caseCode] : []))
