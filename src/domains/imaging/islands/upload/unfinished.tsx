import { useEffect, useState } from 'preact/hooks'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { forget, type Kept } from '../../client/intake/store.ts'
import { intakeWords } from '../../intake/messages.ts'
import type { UploadState } from '../../intake/upload-state.ts'

interface UnfinishedProps {
  readonly lang: Lang
  readonly kept: readonly Kept[]
  readonly reopen: (kept: Kept) => void
  readonly gone: (upload: string) => void
}

/** Uploads of before that have not ended: how far they are, and how to go on. */
export function Unfinished({ lang, kept, reopen, gone }: UnfinishedProps) {
  const t = intakeWords(lang)
  const [states, setStates] = useState<ReadonlyMap<string, UploadState>>(new Map())
  useEffect(() => {
    const ask = async (upload: string): Promise<void> => {
      const answer = await fetch(`/imaging/uploads/${upload}`)
      const state = answer.ok ? ((await answer.json()) as UploadState) : null
      if (state && !state.ended) setStates((all) => new Map(all).set(upload, state))
      else if (answer.status === 404 || state?.ended) {
        await forget(upload)
        gone(upload)
      }
    }
    // Without a line there is nothing to say yet; dropping the folder works all the same.
    for (const { upload } of kept) ask(upload).catch(() => {})
  }, [kept.length])
  const discard = async (upload: string): Promise<void> => {
    await fetch(`/imaging/uploads/${upload}/discard`, { method: 'POST' })
    await forget(upload)
    gone(upload)
  }
  return (
    <>
      {kept.map((one) => {
        const state = states.get(one.upload)
        if (!state) return null
        const date = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(one.at)
        return (
          <Notice key={one.upload} tone="info" title={t('unfinished')}>
            <p>{t('unfinishedText', { date, arrived: state.arrived, files: state.files })}</p>
            <div class="actions">
              {one.handles?.length ? (
                <button type="button" class="button button-quiet button-small" onClick={() => reopen(one)}>
                  {t('reopen')}
                </button>
              ) : null}
              <button type="button" class="button button-quiet button-small" onClick={() => void discard(one.upload)}>
                {t('discard')}
              </button>
            </div>
          </Notice>
        )
      })}
    </>
  )
}
