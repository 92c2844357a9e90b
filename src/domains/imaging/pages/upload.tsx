import type { Lang } from '#src/lib/text/multilingual.ts'
import { Button, Field, Form, Actions } from '#src/ui/forms.tsx'
import { Notice } from '#src/ui/feedback.tsx'
import { Island } from '#src/ui/island.tsx'
import { to } from '#src/ui/link.ts'
import { intakeWords } from '../intake/messages.ts'
import type { UploadProps } from '../intake/upload-props.ts'

/** The built styles of the imaging pages: name it among the `scripts` of a page that shows them. */
export const IMAGING_STYLES = 'src/domains/imaging/client/imaging.ts'

export interface UploadPanelProps {
  readonly lang: Lang
  readonly csrf: string | null
  /** Id of the person who sends. */
  readonly person: string
  /** The imaging case that everything goes to; null: a new one, or one for each patient. */
  readonly caseId?: string | null
  /** Address to go on to when everything has arrived; null: to the look page of each study. */
  readonly next?: string | null
}

/**
 * Bringing images in, to be put on any page of a signed-in person: reads and de-identifies in the browser; without
 * JavaScript a plain form sends to the quarantine. The page names `IMAGING_STYLES` among its scripts.
 */
export function UploadPanel({ lang, csrf, person, caseId = null, next = null }: UploadPanelProps) {
  const t = intakeWords(lang)
  const props: UploadProps = { lang, person, caseId, next }
  return (
    <Island name="imaging/upload" props={{ ...props }}>
      <Form action={to(lang, '/imaging/upload')} csrf={csrf} enctype="multipart/form-data" label={t('plainTitle')}>
        {caseId ? <input type="hidden" name="case" value={caseId} /> : null}
        {next ? <input type="hidden" name="next" value={next} /> : null}
        <Notice tone="warning" title={t('plainTitle')}>
          <p>{t('plainHint')}</p>
        </Notice>
        <Field name="files" label={t('plainFiles')} type="file" multiple required />
        <Actions>
          <Button kind="primary">{t('plainSend')}</Button>
        </Actions>
      </Form>
    </Island>
  )
}
