import { decodeView } from '#src/lib/imaging/view-address.ts'
import type { Lang } from '#src/lib/text/multilingual.ts'
import { Tag } from '#src/ui/feedback.tsx'
import { to } from '#src/ui/link.ts'
import { Time } from '#src/ui/time.tsx'
import { talkWords } from '../messages.ts'
import { viewerPath } from '../pin.ts'
import type { CommentView } from '#src/lib/imaging/talk.ts'

/** Where a discussion stands and how its times are read. */
export interface Place {
  readonly lang: Lang
  /** Address of the case without language. */
  readonly casePath: string
  readonly zone: string
  readonly csrf: string | null
}

/** What a view shows, as a picture that needs no script; a click opens exactly this view. */
export function PinPicture({ place, pin, side = 360 }: { place: Place; pin: string; side?: number }) {
  const view = decodeView(pin)
  if (!view) return null
  const t = talkWords(place.lang)
  const words = (view.shapes ?? []).flatMap((shape) => shape.text ?? [])
  const viewer = to(place.lang, viewerPath(place.casePath, pin))
  return (
    <figure class="ct-pin">
      <a href={viewer}>
        <img
          src={pictureUrl(place.casePath, pin, side)}
          alt={[t('pinAlt', { frame: view.frame }), ...words].join(': ')}
          loading="lazy"
          decoding="async"
        />
      </a>
      <figcaption>
        {view.frame > 1 ? `${t('frame', { frame: view.frame })} · ` : ''}
        <a href={viewer}>{t('openView')}</a>
      </figcaption>
    </figure>
  )
}

export const pictureUrl = (casePath: string, pin: string, side: number): string =>
  `${casePath}/picture.svg?side=${side}&view=${pin}`

/** One comment; what may be done with it is a link or a small form. */
export function Comment({ place, comment, first }: { place: Place; comment: CommentView; first: boolean }) {
  const { lang } = place
  const t = talkWords(lang)
  const { by } = comment
  if (comment.state === 'deleted' || (comment.state === 'hidden' && comment.html === ''))
    return (
      <article class="ct-comment ct-gone" id={`c-${comment.id}`}>
        <p>{t(comment.state === 'deleted' ? 'deletedComment' : 'hiddenComment')}</p>
      </article>
    )
  return (
    <article class={first ? 'ct-comment' : 'ct-comment ct-answer'} id={`c-${comment.id}`}>
      <header class="ct-by">
        <strong>{by.name}</strong>
        {by.facility ? <span class="ct-facility">{by.facility}</span> : null}
        {by.role === '' ? null : <Tag tone={by.role === 'expert' ? 'signal' : 'quiet'}>{t(`role.${by.role}`)}</Tag>}
        <a class="ct-at" href={`#c-${comment.id}`}>
          <Time at={comment.at} zone={place.zone} show="short" />
        </a>
        {comment.edited === null ? null : <span class="ct-edited">{t('edited')}</span>}
      </header>
      {comment.state === 'hidden' ? <p class="ct-hidden">{t('hiddenComment')}</p> : null}
      {comment.pin === '' ? null : comment.visible ? (
        <PinPicture place={place} pin={comment.pin} />
      ) : (
        <p class="quiet">{t('pinGone')}</p>
      )}
      <div class="prose ct-body" lang={comment.lang} dangerouslySetInnerHTML={{ __html: comment.html }} />
      {comment.mentions.length === 0 ? null : (
        <p class="ct-mentions">{t('mentioned', { names: comment.mentions.join(', ') })}</p>
      )}
      {comment.reports.length === 0 ? null : (
        <p class="ct-reports">
          {t('reports', { reasons: comment.reports.map((r) => t(`reason.${r}` as 'reason.other')).join('; ') })}
        </p>
      )}
      <CommentActs place={place} comment={comment} />
    </article>
  )
}

function CommentActs({ place, comment }: { place: Place; comment: CommentView }) {
  const { lang, casePath, csrf } = place
  const t = talkWords(lang)
  const at = to(lang, `${casePath}/discussion/${comment.id}`)
  const { edit, remove, report, hide } = comment.can
  if (!(edit || remove || report || hide)) return null
  const hidden = comment.state === 'hidden'
  return (
    <div class="ct-acts">
      {edit ? <a href={`${at}/edit`}>{t('edit')}</a> : null}
      {remove ? <a href={`${at}/remove`}>{t('remove')}</a> : null}
      {report ? <a href={`${at}/report`}>{t('report')}</a> : null}
      {hide ? (
        <>
          {hidden || comment.reports.length > 0 ? <Act action={`${at}/show`} csrf={csrf} label={t('show')} /> : null}
          {hidden ? null : <Act action={`${at}/hide`} csrf={csrf} label={t('hide')} />}
        </>
      ) : null}
    </div>
  )
}

/** A form that is one button, in the look of a link. */
export function Act({
  action,
  csrf,
  label,
  fields,
}: {
  action: string
  csrf: string | null
  label: string
  fields?: Readonly<Record<string, string>>
}) {
  return (
    <form class="ct-act" method="post" action={action}>
      {csrf === null ? null : <input type="hidden" name="_csrf" value={csrf} />}
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class="as-link">
        {label}
      </button>
    </form>
  )
}
