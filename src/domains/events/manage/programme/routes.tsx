import type { App, Ctx } from '#src/platform/http/env.ts'
import { href } from '#src/platform/http/language.ts'
import { editProgramme, undoEdit } from '../../edits/edit-commands.ts'
import { commandFromForm } from '../../edits/edit-schema.ts'
import { managePath } from '../frame.tsx'
import { posted } from '../form-data.ts'
import { managed } from '../gate.ts'
import { dayPage } from './day-page.tsx'
import { editing, itemPath } from './editing.ts'
import { itemPages } from './item-routes.tsx'
import { partsPages } from './parts-routes.tsx'
import { programmeMessages } from './messages.ts'
import { refusalText } from './refusal.ts'

/** The working copy of the programme, all of it as plain pages and forms. */
export function programmePages(app: App): void {
  app.get('/manage/events/:slug/programme', async (c) => {
    const open = await editing(c)
    return open ? dayPage(c, open) : c.notFound()
  })
  app.post('/manage/events/:slug/programme/edit', editByForm)
  app.post('/manage/events/:slug/programme/undo', undoByForm)
  partsPages(app)
  itemPages(app)
}

/** The command of a plain form; the answer is the item's page again, with what happened. */
async function editByForm(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const found = await managed(c)
  if (!found) return c.notFound()
  const form = await posted(c)
  const fields: Record<string, string> = {}
  for (const [name, value] of form.entries()) fields[name] = value
  const [type, id] = (fields['item'] ?? '').split(':')
  const ofItem = (type === 'session' || type === 'talk') && id
  const back = href(lang, ofItem ? itemPath(found.event.slug, type, id) : managePath(found.event, '/programme'))
  const refuse = (text: string) => c.redirect(`${back}?refused=${encodeURIComponent(text)}`, 303)
  const command = commandFromForm(fields, found.event.zone)
  if (!command.ok) return refuse(programmeMessages(lang)('malformed'))
  const done = await editProgramme(ctx, actor, found.event.id, command.value)
  if (done.ok) return c.redirect(`${back}?done=moved`, 303)
  return done.code === 'not-found' ? c.notFound() : refuse(refusalText(lang, done))
}

async function undoByForm(c: Ctx): Promise<Response> {
  const { ctx, actor, lang } = c.var
  const found = await managed(c)
  if (!found) return c.notFound()
  const done = await undoEdit(ctx, actor, found.event.id)
  const back = href(lang, managePath(found.event, '/programme'))
  if (done.ok) return c.redirect(`${back}?done=undone`, 303)
  if (done.code === 'not-found') return c.notFound()
  const t = programmeMessages(lang)
  const by = String(done.detail?.['by'] || t('somebody'))
  const text = done.detail?.['reason'] === 'changed-meanwhile' ? t('undoConflict', { by }) : refusalText(lang, done)
  return c.redirect(`${back}?refused=${encodeURIComponent(text)}`, 303)
}
