import type { App, Ctx } from '#src/platform/http/env.ts'
import { tooMany, type Limit } from '#src/platform/http/rate-limit.ts'
import { say } from '#src/lib/text/multilingual.ts'
import { Notice } from '#src/ui/feedback.tsx'
import { Actions, Button, Field, Form } from '#src/ui/forms.tsx'
import { to } from '#src/ui/link.ts'
import { Section } from '#src/ui/listing.tsx'
import { createGroup, deleteGroup, setMember } from '../commands/groups.ts'
import { posted } from '#src/platform/http/form.ts'
import { errorsOf, seeOther, show, statusOf, Summary, wrong, type Errors, type Status } from '../kit.tsx'
import { LIMITS } from '../limits.ts'
import { caseWords } from '../messages/case.ts'
import { editWords } from '../messages/edit.ts'
import { sharingWords } from '../messages/sharing.ts'
import { findWithAccount } from '../queries/people.ts'
import { ownGroups } from '../queries/sharing.ts'
import { CaseCrumbs } from './edit.tsx'

const FIND: Limit = { name: 'case-person-find', burst: 30, perSeconds: 300 }

/** Groups of persons that one shares cases with. */
export function groupPages(app: App): void {
  app.get('/cases/groups', (c) => groupsPage(c))
  app.post('/cases/groups', act)
}

async function groupsPage(c: Ctx, errors: Errors = {}, status: Status = 200): Promise<Response> {
  const { ctx, actor, lang, csrf } = c.var
  if (actor.personId === null) return c.notFound()
  const t = sharingWords(lang)
  const edit = editWords(lang)
  const title = caseWords(lang)('groups')
  const groups = await ownGroups(ctx, actor)
  const sought = (c.req.query('q') ?? '').slice(0, 100)
  const into = groups.find((group) => group.id === c.req.query('group'))
  const slow = sought !== '' && tooMany(c, FIND, actor.personId) > 0
  const people = into && sought !== '' && !slow ? await findWithAccount(ctx, sought) : null
  const at = to(lang, '/cases/groups')
  return show(
    c,
    {
      title,
      nav: <CaseCrumbs lang={lang} last={title} />,
      flash: c.req.query('saved') === undefined ? undefined : <Notice tone="success" title={edit('saved')} live />,
    },
    <>
      <h1>{title}</h1>
      <p class="lead">{t('groupsLead')}</p>
      <Summary lang={lang} errors={slow ? { '': 'too-many' } : errors} />
      {groups.map((group) => (
        <Section key={group.id} title={group.name} id={`g-${group.id}`}>
          {group.members.length === 0 ? <p class="quiet">{t('noMembers')}</p> : null}
          <ul class="case-members">
            {group.members.map((one) => (
              <li key={one.id}>
                <Form action={at} csrf={csrf} layout="row">
                  <input type="hidden" name="group" value={group.id} />
                  <input type="hidden" name="person" value={one.id} />
                  <span>{one.name}</span>
                  <Button size="small" name="do" value="remove" label={t('removeMember', { name: one.name })}>
                    {t('takeOut')}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
          <Form action={at} csrf={null} method="get" layout="row" label={t('findPerson')}>
            <input type="hidden" name="group" value={group.id} />
            <div class="field">
              <label class="label" for={`q-${group.id}`}>
                {t('findPerson')}
              </label>
              <input
                class="input"
                id={`q-${group.id}`}
                type="search"
                name="q"
                value={into?.id === group.id ? sought : ''}
                maxlength={100}
              />
            </div>
            <Button>{edit('find')}</Button>
          </Form>
          {into?.id === group.id && people ? (
            people.length === 0 ? (
              <p>{edit('nobody')}</p>
            ) : (
              <ul class="case-members">
                {people.map((one) => (
                  <li key={one.id}>
                    <Form action={at} csrf={csrf} layout="row">
                      <input type="hidden" name="group" value={group.id} />
                      <input type="hidden" name="person" value={one.id} />
                      <span>
                        {one.name} <span class="quiet">{say(one.facility, lang)}</span>
                      </span>
                      <Button size="small" name="do" value="add">
                        {edit('add')}
                      </Button>
                    </Form>
                  </li>
                ))}
              </ul>
            )
          ) : null}
          <Form action={at} csrf={csrf}>
            <input type="hidden" name="group" value={group.id} />
            <Button size="small" kind="danger" name="do" value="delete">
              {t('deleteGroup')}
            </Button>
          </Form>
        </Section>
      ))}
      <Section title={t('newGroup')}>
        <Form action={at} csrf={csrf} label={t('newGroup')}>
          <Field
            name="name"
            label={t('groupName')}
            value=""
            error={wrong(lang, errors, 'name')}
            required
            maxlength={LIMITS.group}
            size="medium"
          />
          <Actions>
            <Button kind="primary" name="do" value="create">
              {t('newGroup')}
            </Button>
          </Actions>
        </Form>
      </Section>
    </>,
    status,
  )
}

async function act(c: Ctx): Promise<Response> {
  const { ctx, actor } = c.var
  if (actor.personId === null) return c.notFound()
  const form = await posted(c)
  const group = form.get('group')
  const what = form.get('do')
  const done =
    what === 'create'
      ? await createGroup(ctx, actor, form.get('name'))
      : what === 'delete'
        ? await deleteGroup(ctx, actor, group)
        : await setMember(ctx, actor, group, form.get('person'), what === 'add')
  if (done.ok) return seeOther(c, '/cases/groups?saved')
  return done.code === 'not-found' ? c.notFound() : groupsPage(c, errorsOf(done), statusOf(done))
}
