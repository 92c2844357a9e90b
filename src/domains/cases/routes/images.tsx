import {
  imagesWithdrawnAt,
  IMAGING_STYLES,
  seriesOfCase,
  studiesOfCase,
  UploadPanel,
} from '#src/domains/imaging/index.ts'
import { longDate } from '#src/lib/time/format.ts'
import { dateOf } from '#src/lib/time/zoned.ts'
import { LANGS, pick } from '#src/lib/text/multilingual.ts'
import { decodeView } from '#src/lib/imaging/view-address.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import { addPicture, arrangePictures } from '../commands/pictures.ts'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, seeOther, show, societyZone, statusOf, Summary, wrong, type Errors, type Status } from '../kit.tsx'
import { LIMITS } from '../limits.ts'
import { caseWords } from '../messages/case.ts'
import { editWords } from '../messages/edit.ts'
import { pictureWords } from '../messages/pictures.ts'
import { EditFrame } from '../pages/edit-frame.tsx'
import { ImagesGone } from '../pages/series.tsx'
import { CasePicture } from '../pictures/picture.tsx'
import { keyPictures, markedFrames } from '../pictures/queries.ts'
import type { CaseView } from '../queries/case.ts'
import { factsOf } from '../queries/facts.ts'
import { CODE, openCase } from './case.tsx'
import { CaseCrumbs } from './edit.tsx'

/** The images of a case: bringing them in, looking through them, choosing what the page shows. */
export function imagePages(app: App): void {
  app.get(`/cases/${CODE}/images`, imagesPage)
  app.get(`/cases/${CODE}/pictures`, async (c) => {
    const found = await openCase(c)
    return found?.can.edit ? picturesPage(c, found) : c.notFound()
  })
  app.post(`/cases/${CODE}/pictures`, save)
}

async function imagesPage(c: Ctx): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const found = await openCase(c)
  if (!found?.can.manage || found.imagingCaseId === null || actor.personId === null) return c.notFound()
  const t = editWords(lang)
  const words = pictureWords(lang)
  const studies = await studiesOfCase(ctx.db, found.imagingCaseId)
  const facts = await factsOf(ctx, found)
  const gone = await imagesWithdrawnAt(ctx.db, found.imagingCaseId)
  if (gone !== null)
    return show(
      c,
      { title: t('images'), width: 'wide', nav: <CaseCrumbs lang={lang} found={found} last={t('images')} /> },
      <EditFrame lang={lang} found={found} current="images" whole={facts.completeness} title={t('images')}>
        <ImagesGone lang={lang} found={found} since={longDate(lang, dateOf(await societyZone(ctx), gone))} />
        <p>{caseWords(lang)('imagesWithdrawnUpload')}</p>
      </EditFrame>,
    )
  return show(
    c,
    {
      title: t('images'),
      width: 'wide',
      scripts: [IMAGING_STYLES],
      nav: <CaseCrumbs lang={lang} found={found} last={t('images')} />,
    },
    <EditFrame lang={lang} found={found} current="images" whole={facts.completeness} title={t('images')}>
      {studies.length > 0 ? (
        <Section title={words('studies')}>
          <ul class="case-parts">
            {studies.map((study) => (
              <li key={study.id}>
                <a href={to(lang, `/imaging/studies/${study.uid}/look`)}>
                  <span>
                    {study.modalities.join(' ')} {study.description}{' '}
                    <span class="quiet">{caseWords(lang)('seriesImages', { n: study.images })}</span>
                  </span>
                  <span>{study.lookedAt === null ? words('lookNow') : words('looked')}</span>
                </a>
              </li>
            ))}
          </ul>
          {studies.some((study) => study.lookedAt === null) ? (
            <Notice tone="warning">{<p>{words('lookNeeded')}</p>}</Notice>
          ) : null}
        </Section>
      ) : null}
      <UploadPanel
        lang={lang}
        csrf={csrf}
        person={actor.personId}
        caseId={found.imagingCaseId}
        next={to(lang, `${found.path}/images`)}
      />
    </EditFrame>,
  )
}

async function picturesPage(c: Ctx, found: CaseView, errors: Errors = {}, status: Status = 200): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const t = editWords(lang)
  const words = pictureWords(lang)
  const pictures = await keyPictures(ctx, actor, found)
  const chosen = pictures.filter((one) => one.from === 'hand')
  const marked = found.imagingCaseId === null ? [] : await markedFrames(ctx, found.imagingCaseId)
  const series = found.imagingCaseId === null ? [] : await seriesOfCase(ctx, actor, found.imagingCaseId)
  const facts = await factsOf(ctx, found)
  const at = to(lang, `${found.path}/pictures`)
  const saved = c.req.query('saved') !== undefined && status === 200
  return show(
    c,
    {
      title: t('pictures'),
      width: 'wide',
      nav: <CaseCrumbs lang={lang} found={found} last={t('pictures')} />,
      flash: saved ? <Notice tone="success" title={t('saved')} live /> : undefined,
    },
    <EditFrame lang={lang} found={found} current="pictures" whole={facts.completeness} title={t('pictures')}>
      <p class="lead">{words('lead')}</p>
      <Summary lang={lang} errors={errors} />
      {chosen.length > 0 ? (
        <Form action={at} csrf={csrf} label={t('pictures')}>
          <input type="hidden" name="rows" value={chosen.length} />
          {chosen.map((picture, n) => (
            <div class="case-row case-picture-row" key={picture.id}>
              <CasePicture lang={lang} code={found.code} picture={picture} n={n + 1} sizes="12rem" />
              <div>
                <input type="hidden" name={`p.${n}.id`} value={picture.id} />
                <MultilingualField
                  name={`p.${n}.caption`}
                  label={words('caption')}
                  value={picture.caption}
                  maxlength={300}
                />
                <Field
                  name={`p.${n}.position`}
                  type="number"
                  label={t('position')}
                  value={String(n + 1)}
                  min="1"
                  max="99"
                />
                <Field name={`p.${n}.remove`} type="checkbox" label={words('remove')} />
              </div>
            </div>
          ))}
          <Actions>
            <Button kind="primary" name="do" value="arrange">
              {t('save')}
            </Button>
          </Actions>
        </Form>
      ) : (
        <p>{pictures.length > 0 ? words('fromItself') : caseWords(lang)('noPictures')}</p>
      )}
      {marked.length > 0 ? (
        <Section title={words('marked')}>
          <ul class="case-parts">
            {marked.map((one) => (
              <li key={one.id}>
                <Form action={at} csrf={csrf} layout="row">
                  <input type="hidden" name="mark" value={one.id} />
                  <span>
                    {pick(one.caption, lang).text || words('frameOf', { frame: one.view.frame })}{' '}
                    <span class="quiet">{words('marks', { n: one.view.shapes?.length ?? 0 })}</span>
                  </span>
                  <Button size="small" name="do" value="mark">
                    {t('add')}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {series.length > 0 ? (
        <Section title={words('fromSeries')}>
          <Form action={at} csrf={csrf} label={words('fromSeries')}>
            <Field
              name="series"
              type="select"
              label={caseWords(lang)('series')}
              value={series[0]?.seriesUid ?? ''}
              required
              options={series.map((one) => ({
                value: one.seriesUid,
                label: `${one.modality} ${one.number ?? ''} ${one.description} (${one.images})`,
              }))}
            />
            <Field
              name="place"
              type="number"
              label={words('place')}
              value={String(Math.ceil((series[0]?.images ?? 1) / 2))}
              error={wrong(lang, errors, 'place')}
              min="1"
              required
            />
            <Actions>
              <Button name="do" value="series">
                {t('add')}
              </Button>
            </Actions>
          </Form>
        </Section>
      ) : null}
    </EditFrame>,
    status,
  )
}

async function save(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const found = await openCase(c)
  if (!found?.can.edit) return c.notFound()
  const form = await posted(c)
  const done = await run()
  if (done.ok) return seeOther(c, `${found.path}/pictures?saved`)
  return done.code === 'not-found' ? c.notFound() : picturesPage(c, found, errorsOf(done), statusOf(done))

  async function run() {
    const { code } = found!
    const view = decodeView(form.get('view'))
    if (view) return addPicture(ctx, actor, code, { view })
    if (form.get('do') === 'mark') return addPicture(ctx, actor, code, { mark: form.get('mark') })
    if (form.get('do') === 'series')
      return addPicture(ctx, actor, code, {
        series: form.get('series'),
        place: Math.trunc(Number(form.get('place'))) || 1,
      })
    const rows = Array.from({ length: Math.min(50, Number(form.get('rows')) || 0) }, (_, n) => ({
      id: form.get(`p.${n}.id`),
      caption: Object.fromEntries(
        LANGS.flatMap((lang) => {
          const words = form.get(`p.${n}.caption.${lang}`).slice(0, LIMITS.step)
          return words === '' ? [] : [[lang, words]]
        }),
      ),
      place: Number(form.get(`p.${n}.position`)) || n + 1,
      keep: !form.checked(`p.${n}.remove`),
    }))
    return arrangePictures(
      ctx,
      actor,
      code,
      rows.filter((row) => row.keep).toSorted((a, b) => a.place - b.place),
    )
  }
}
