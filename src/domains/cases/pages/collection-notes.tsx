import { Say } from '#src/ui/context.tsx'
import { MultilingualField } from '#src/ui/forms.tsx'
import type { Lang } from '#src/lib/text/multilingual.ts'
import type { CollectionDraft } from '../commands/collections.ts'
import { wrongIn, type Errors } from '../kit.tsx'
import { LIMITS } from '../limits.ts'
import { collectionWords } from '../messages/collections.ts'
import type { CollectionView } from '../queries/collections.ts'

/** A text for each case that is in the collection already and whose note the editor may read. */
export function Notes({
  lang,
  errors,
  found,
  draft,
}: {
  lang: Lang
  errors: Errors
  found: CollectionView | null
  draft: CollectionDraft | undefined
}) {
  const t = collectionWords(lang)
  const open = found?.cases.filter((one) => !one.asked) ?? []
  if (open.length === 0) return null
  return (
    <fieldset class="field case-notes">
      <legend class="label">{t('notes')}</legend>
      <p class="hint">{t('notesHint')}</p>
      {open.map((one) => {
        const typed = draft?.cases.find(({ code }) => code === one.code)
        const wrongs = wrongIn(lang, errors, `note.${one.code}`)
        const note = typed?.note ?? one.note
        return (
          <details key={one.code} open={Object.keys(note).length > 0 || Object.keys(wrongs).length > 0 || undefined}>
            <summary>
              <Say text={one.title} />
            </summary>
            <MultilingualField
              name={`note.${one.code}`}
              label={t('note')}
              value={note}
              errors={wrongs}
              multiline
              rows={3}
              maxlength={LIMITS.note}
            />
          </details>
        )
      })}
    </fieldset>
  )
}
