import { pick, tooLong } from '#src/lib/text/multilingual.ts'
import type { App, Ctx } from '#src/platform/http/env.ts'
import { LIMITS as RATES, tooMany } from '#src/platform/http/rate-limit.ts'
import { fail, invalid } from '#src/platform/outcome.ts'
import { IMAGES, withUpload } from '#src/platform/uploads/index.ts'
import { Notice, Tag } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form, MultilingualField } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { LIMITS } from '../articles/article.ts'
import { articleById, type ArticlePage } from '../articles/queries.ts'
import { countComments } from '../comments/queries.ts'
import { posted, type Form as Posted } from '#src/platform/http/form.ts'
import { errorsOf, path, seeOther, statusOf, Summary, wrong, wrongIn, type Errors, type Status } from '../kit.tsx'
import { manageWords } from '../messages/manage.ts'
import { addPhotos, PHOTO_BYTES, PHOTOS_AT_ONCE, removePhoto, savePhotos, type PhotoWords } from '../photos/commands.ts'
import type { Photo } from '../photos/photo.ts'
import { altOf, Picture } from '../photos/picture.tsx'
import { framed, guarded } from './frame.tsx'

/** An article's photos: adding them, their words, their order, the cover. */
export function photoManage(app: App): void {
  app.get(
    '/manage/news/:id/photos',
    guarded((c) => photosPage(c)),
  )
  app.post('/manage/news/:id/photos', guarded(upload))
  app.post('/manage/news/:id/photos/words', guarded(words))
  app.post('/manage/news/:id/photos/:photo/remove', guarded(remove))
}

const idOf = (c: Ctx): string => c.req.param('id') ?? ''

async function photosPage(
  c: Ctx,
  errors: Errors = {},
  status: Status = 200,
  given?: readonly PhotoWords[],
): Promise<Response> {
  const { ctx, lang, csrf } = c.var
  const article = await articleById(ctx, idOf(c))
  if (!article) return c.notFound()
  const t = manageWords(lang)
  const action = path(c, `/manage/news/${article.id}/photos`)
  const silent = article.photos.filter((photo) => Object.keys(photo.alt).length === 0).length
  return framed(
    c,
    { section: 'news', title: t('photos'), status: status === 200 ? undefined : status },
    <>
      <h1>
        {t('photos')}: <a href={to(lang, `/manage/news/${article.id}`)}>{pick(article.title, lang).text}</a>
      </h1>
      <Summary lang={lang} errors={errors} />
      <Form action={action} csrf={csrf} enctype="multipart/form-data" label={t('addPhotos')}>
        <Field
          name="photos"
          type="file"
          label={t('files')}
          hint={t('filesHint')}
          error={wrong(lang, errors, 'photos') ?? wrong(lang, errors, 'file')}
          accept={IMAGES.join(',')}
          multiple
          required
        />
        <Actions>
          <Button kind="primary">{t('upload')}</Button>
        </Actions>
      </Form>
      {silent > 0 ? <Notice tone="warning">{<p>{t('altMissing', { n: silent })}</p>}</Notice> : null}
      {article.photos.length === 0 ? (
        <p class="quiet">{t('noPhotos')}</p>
      ) : (
        <WordsForm c={c} article={article} action={`${action}/words`} errors={errors} given={given} />
      )}
      {article.photos.map((photo, n) => (
        <form
          key={photo.id}
          id={`remove-${photo.id}`}
          method="post"
          action={`${action}/${photo.id}/remove`}
          aria-label={t('removePhoto', { n: n + 1 })}
        >
          <input type="hidden" name="_csrf" value={csrf} />
        </form>
      ))}
    </>,
  )
}

interface WordsProps {
  readonly c: Ctx
  readonly article: ArticlePage
  readonly action: string
  readonly errors: Errors
  readonly given?: readonly PhotoWords[]
}

/** One form for all photos, so that a gallery is captioned in one go. */
function WordsForm({ c, article, action, errors, given }: WordsProps) {
  const { lang, csrf } = c.var
  const t = manageWords(lang)
  return (
    <Form action={action} csrf={csrf} label={t('caption')}>
      {article.photos.map((photo, n) => (
        <PhotoWordsFields
          key={photo.id}
          c={c}
          photo={
            given?.find((one) => one.id === photo.id)
              ? { ...photo, ...given.find((one) => one.id === photo.id) }
              : photo
          }
          n={n}
          cover={article.cover?.id === photo.id}
          errors={errors}
        />
      ))}
      <Actions>
        <Button kind="primary">{t('save')}</Button>
      </Actions>
    </Form>
  )
}

function PhotoWordsFields({
  c,
  photo,
  n,
  cover,
  errors,
}: {
  c: Ctx
  photo: Photo
  n: number
  cover: boolean
  errors: Errors
}) {
  const { lang } = c.var
  const t = manageWords(lang)
  return (
    <div class="photo-edit">
      <div>
        <Picture photo={photo} lang={lang} sizes="15rem" most={720} decorative={altOf(photo, lang) === ''} />
        <p class="share-note verbatim">{photo.name}</p>
        {photo.complete ? null : <Tag tone="quiet">{t('stillMaking')}</Tag>}
        <p class="choice">
          <input type="radio" id={`cover-${photo.id}`} name="cover" value={photo.id} checked={cover} />
          <label for={`cover-${photo.id}`}>{t('cover')}</label>
        </p>
        <Button kind="danger" size="small" form={`remove-${photo.id}`}>
          {t('removePhoto', { n: n + 1 })}
        </Button>
      </div>
      <div>
        <input type="hidden" name="photo" value={photo.id} />
        <MultilingualField
          name={`caption.${photo.id}`}
          label={t('caption')}
          value={photo.caption}
          errors={wrongIn(lang, errors, `caption.${photo.id}`)}
          maxlength={LIMITS.caption}
        />
        <MultilingualField
          name={`alt.${photo.id}`}
          label={t('alt')}
          value={photo.alt}
          errors={wrongIn(lang, errors, `alt.${photo.id}`)}
          maxlength={LIMITS.alt}
        />
        <Field
          name={`credit.${photo.id}`}
          label={t('credit')}
          value={photo.credit}
          size="medium"
          maxlength={LIMITS.credit}
        />
        <Field name={`position.${photo.id}`} type="number" label={t('position')} value={n + 1} min={1} required />
      </div>
    </div>
  )
}

async function upload(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  const rules = { accept: IMAGES, limit: PHOTO_BYTES, maxFiles: PHOTOS_AT_ONCE }
  const done =
    tooMany(c, RATES.upload) > 0
      ? fail('too-many', { fields: { photos: 'wait' } })
      : await withUpload(c, rules, async ({ files }) =>
          files.length === 0
            ? invalid({ photos: 'required' })
            : addPhotos(
                ctx,
                actor,
                idOf(c),
                files.map((file) => ({ name: file.name, source: file.path })),
              ),
        )
  if (done.ok) return seeOther(c, `/manage/news/${idOf(c)}/photos?saved=1`)
  const name = done.detail?.['name']
  const errors =
    done.code === 'wrong-type' && typeof name === 'string' ? { photos: `wrong-file:${name}` } : errorsOf(done)
  return photosPage(c, errors, statusOf(done))
}

function readWords(form: Posted): { words: PhotoWords[]; errors: Errors } {
  const errors: Record<string, string> = {}
  const words = form.all('photo').map((id) => {
    const one = {
      id,
      caption: form.text(`caption.${id}`),
      alt: form.text(`alt.${id}`),
      credit: form.get(`credit.${id}`),
      position: Math.trunc(Number(form.get(`position.${id}`))) || 0,
    }
    Object.assign(
      errors,
      tooLong(`caption.${id}`, one.caption, LIMITS.caption),
      tooLong(`alt.${id}`, one.alt, LIMITS.alt),
    )
    if (one.credit.length > LIMITS.credit) errors[`credit.${id}`] = 'too-long'
    return one
  })
  return { words, errors }
}

async function words(c: Ctx): Promise<Response> {
  const form = await posted(c)
  const { words: given, errors } = readWords(form)
  if (Object.keys(errors).length > 0) return photosPage(c, errors, 422, given)
  const done = await savePhotos(c.var.ctx, c.var.actor, idOf(c), given, form.get('cover') || null)
  return done.ok ? seeOther(c, `/manage/news/${idOf(c)}/photos?saved=1`) : c.notFound()
}

/** Asks first: there is no way back, and what readers said of the photo goes with it. */
async function remove(c: Ctx): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  const id = c.req.param('photo') ?? ''
  const here = `/manage/news/${idOf(c)}/photos`
  if ((await posted(c)).checked('sure')) {
    const done = await removePhoto(ctx, actor, idOf(c), id)
    return done.ok ? seeOther(c, `${here}?saved=1`) : c.notFound()
  }
  const photos = (await articleById(ctx, idOf(c)))?.photos ?? []
  const n = photos.findIndex((photo) => photo.id === id)
  if (n < 0) return c.notFound()
  const t = manageWords(lang)
  const title = t('removePhoto', { n: n + 1 })
  const said = await countComments(ctx, { kind: 'photo', ref: id })
  return framed(
    c,
    { section: 'news', title },
    <>
      <h1>{title}</h1>
      <div class="photo-edit">
        <Picture photo={photos[n]!} lang={lang} sizes="15rem" most={720} />
        <Form action={path(c, `${here}/${id}/remove`)} csrf={csrf} label={title}>
          <p>{said > 0 ? t('removeAsk', { n: said }) : t('removeAskOnly')}</p>
          <Actions>
            <Button kind="danger" name="sure" value="1">
              {t('delete')}
            </Button>
            <Button href={to(lang, here)}>{t('cancel')}</Button>
          </Actions>
        </Form>
      </div>
    </>,
  )
}
