import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { slugOf } from '#src/lib/text/slug.ts'
import type { Context } from '#src/platform/context.ts'
import { EVENT_KINDS, type Event, type Organiser } from '../../event/event.ts'
import type { EventDraft } from '../../event/event-schema.ts'
import { mergedText, type Posted } from '../form-data.ts'

/** The facts as the form holds them, right or wrong, with a new series' name if one was typed. */
export interface FactsInput {
  readonly draft: EventDraft
  readonly newSeries: Record<string, string>
  /** What the form was made from; '' for a new event. */
  readonly base: string
  readonly errors: Record<string, string>
}

const LOGO_LIMIT = 2_000_000

/** A tag of an event's facts: two forms made from the same facts carry the same one, whatever else was edited since. */
export const factsTag = (event: Event): string =>
  createHash('sha256')
    .update(JSON.stringify(factsOf(event)))
    .digest('base64url')
    .slice(0, 22)

/** The facts of an event, as a draft to edit. */
export const factsOf = (event: Event): EventDraft => ({
  slug: event.slug,
  kind: event.kind,
  title: event.title,
  summary: event.summary,
  zone: event.zone,
  startsOn: event.startsOn,
  endsOn: event.endsOn,
  venueName: event.venueName,
  venueAddress: event.venueAddress,
  mapUrl: event.mapUrl,
  contactEmail: event.contactEmail,
  contactPhone: event.contactPhone,
  langs: [...event.langs],
  organisers: event.organisers.map((o) => ({ ...o })),
  seriesId: event.seriesId,
  generated: event.generated,
})

export const blankFacts = (): EventDraft => ({
  slug: '',
  kind: 'conference',
  title: {},
  zone: 'Asia/Ho_Chi_Minh',
  startsOn: '',
  endsOn: '',
  langs: ['vi', 'en'],
  organisers: [],
})

/** Reads the posted facts; logos that came with it are kept as blobs. `stored` keeps what the form does not show. */
export async function readFacts(ctx: Context, form: Posted, stored: Event | null): Promise<FactsInput> {
  const errors: Record<string, string> = {}
  const title = mergedText(stored?.title ?? {}, form.text('title'))
  const kind = EVENT_KINDS.find((k) => k === form.get('kind')) ?? stored?.kind ?? 'conference'
  const startsOn = form.get('startsOn')
  return {
    draft: {
      slug: form.get('slug') || slugOf(title['en'] ?? title['vi'] ?? Object.values(title)[0] ?? ''),
      kind,
      title,
      summary: mergedText(stored?.summary ?? {}, form.text('summary')),
      zone: form.get('zone'),
      startsOn,
      endsOn: form.get('endsOn') || startsOn,
      venueName: mergedText(stored?.venueName ?? {}, form.text('venueName')),
      venueAddress: mergedText(stored?.venueAddress ?? {}, form.text('venueAddress')),
      mapUrl: form.get('mapUrl'),
      contactEmail: form.get('contactEmail'),
      contactPhone: form.get('contactPhone'),
      langs: form.all('langs'),
      organisers: await readOrganisers(ctx, form, errors),
      seriesId: form.get('seriesId') || null,
      generated: stored?.generated ?? false,
    },
    newSeries: form.text('newSeries'),
    base: form.get('base'),
    errors,
  }
}

async function readOrganisers(ctx: Context, form: Posted, errors: Record<string, string>): Promise<Organiser[]> {
  const count = Math.min(form.number('organiserCount') ?? 0, 100)
  const organisers: Organiser[] = []
  for (let n = 0; n < count; n++) {
    const name = mergedText({}, form.text(`organiser${n}.name`))
    if (Object.keys(name).length === 0 || form.checked(`organiser${n}.remove`)) continue
    const kept = form.checked(`organiser${n}.removeLogo`) ? '' : form.get(`organiser${n}.logo`)
    const file = form.file(`organiser${n}.file`)
    const made = file ? await keepLogo(ctx, file) : null
    if (file && made === null) errors['organisers'] = 'image'
    organisers.push({
      name,
      url: form.get(`organiser${n}.url`),
      logo: made ?? (/^[0-9a-f]{64}$/.test(kept) ? kept : ''),
      role: form.get(`organiser${n}.role`) === 'partner' ? 'partner' : 'organiser',
    })
  }
  return organisers
}

/** Re-encoded, so that no metadata and nothing but a picture is served again; null when it is none. */
async function keepLogo(ctx: Context, file: File): Promise<string | null> {
  if (file.size > LOGO_LIMIT) return null
  try {
    const image = sharp(Buffer.from(await file.arrayBuffer()), { limitInputPixels: 40_000_000 })
    const { format } = await image.metadata()
    if (format !== 'png' && format !== 'jpeg' && format !== 'webp') return null
    const webp = await image
      .rotate()
      .resize({ width: 640, height: 320, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 90 })
      .toBuffer()
    return (await ctx.blobs.put(new Uint8Array(webp))).hash
  } catch {
    return null
  }
}
