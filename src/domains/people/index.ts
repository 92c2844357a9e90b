import type { Domain } from '#src/platform/domain.ts'
import { peopleCommands } from './cli.ts'
import { peopleJobs } from './jobs.ts'
import { peopleMigrations } from './migrations/index.ts'
import { accountRoutes } from './routes/account.tsx'
import { changeEmailRoutes } from './routes/change-email.tsx'
import { dataRoutes } from './routes/data.tsx'
import { peopleEndpoints } from './routes/endpoints.ts'
import { manageFacilityRoutes } from './routes/manage-facilities.tsx'
import { managePeopleRoutes } from './routes/manage-people.tsx'
import { publicRoutes } from './routes/public.tsx'
import { securityRoutes } from './routes/security.tsx'
import { eraseOwn, exportOwn } from './commands/erase.ts'
import { moveFacility } from './commands/facility.ts'
import { movePerson } from './commands/merge-people.ts'
import { invitationRoutes, signUpRoutes } from './routes/sign-up.tsx'
import { signInRoutes } from './routes/sign-in.tsx'
import './tables.ts'

export { countryName, countryOptions } from './countries.ts'
export { PROVINCE_KEYS, provinceName, provinceOf, PROVINCES_AS_OF } from './provinces.ts'
export { erasePerson, exportPerson } from './commands/erase.ts'
export { createFirstAdminLink, createUser, hasAdmin, type NewUser } from './accounts.ts'
export { hashOf } from './auth/auth.ts'
export { actorOf } from './auth/actor.ts'
export {
  invitationPath,
  invitationUrl,
  invite,
  openInvitation,
  type Invitation,
  type InvitationRequest,
} from './invite.ts'
export { mailLang, mailLangs, type MailReader } from './mail-language.ts'
export { FACILITY_LEVELS, type FacilityLevel } from './facility.ts'
export { PERSON_FIELDS, SPEAKER_FIELDS, type PersonField } from './person.ts'
export { findPeople, type FoundPerson } from './queries/find-people.ts'
export {
  facilityPeople,
  publicFacility,
  publicPeople,
  publicPerson,
  searchFacilities,
  searchPeople,
  type FacilityView,
  type PersonPage,
} from './queries/public.ts'
export { assignRole, grantRole, revokeRole, withdrawRole, type Grant } from './roles.ts'
export { UPSERT_BATCH, upsertPeople, type PersonDraft } from './upsert.ts'
export { resolveFacilities, type FacilityDraft } from './upsert-facilities.ts'
export type { PublicPerson } from './views.ts'

import { manage } from './messages/manage.ts'
import { mayManagePeople } from './policy.ts'

export const peopleDomain: Domain = {
  name: 'people',
  migrations: peopleMigrations,
  jobs: peopleJobs,
  every: { 'people:forget': 6 * 3_600_000 },
  commands: peopleCommands,
  pages(app) {
    signInRoutes(app)
    signUpRoutes(app)
    invitationRoutes(app)
    accountRoutes(app)
    securityRoutes(app)
    changeEmailRoutes(app)
    dataRoutes(app)
    publicRoutes(app)
    managePeopleRoutes(app)
    manageFacilityRoutes(app)
  },
  manage(actor, lang) {
    const t = manage(lang)
    return mayManagePeople(actor)
      ? [
          { path: '/manage/people', label: t('people') },
          { path: '/manage/facilities', label: t('facilities') },
          { path: '/manage/facilities/duplicates', label: t('duplicates') },
        ]
      : []
  },
  endpoints: peopleEndpoints,
  personal: { export: exportOwn, erase: eraseOwn },
  merge: { person: movePerson, facility: moveFacility },
}
