import type { Domain } from '#src/platform/domain.ts'
import { dicomwebRoutes } from './dicomweb/routes.ts'
import { imagingCommands } from './commands.ts'
import { intakeJobs } from './intake/jobs.ts'
import { intakePages } from './intake/routes.tsx'
import { uploadRoutes } from './intake/upload-routes.ts'
import { imagingJobs, imagingSchedules } from './jobs/index.ts'
import { markEndpoints, markPages } from './marks/index.ts'
import { imagingAccount, imagingManage } from './mine/routes.tsx'
import { imagingMigrations } from './migrations/index.ts'
import { eraseOwn, exportOwn, movePerson } from './personal.ts'
import { viewingPages } from './viewing/pages.tsx'
import { viewingEndpoints } from './viewing/routes.ts'
import './tables.ts'

export { openCase, type CaseAccess } from './commands/access.ts'
export { caseKeys, createImagingCase, type CaseKeys } from './commands/cases.ts'
export { dropKeyGrants, setKeyGrants } from './commands/keys.ts'
export { keepRaw, receive, type Arrival } from './commands/receive.ts'
export { recordLook, setAccess, setGrants } from './commands/studies.ts'
export { createToken, revokeToken, tokenHolder, TOKEN_SCOPES, type TokenScope } from './commands/tokens.ts'
export { videosOfCase, type Attachment } from './intake/attachments.ts'
export { IMAGING_STYLES, UploadPanel, type UploadPanelProps } from './pages/upload.tsx'
export { findingsOf, type Mark, marksOf, segmentationsOf } from './marks/index.ts'
export { PICTURES_VERSION } from './picture-version.ts'
export { maySeeStudy, visibleStudies } from './policy.ts'
export { studiesOfCase, type CaseSeries, type CaseStudy } from './queries/case-studies.ts'
export { framesAt, instancesAt, progressOf, type Place, type Progress, type ServedInstance } from './queries/find.ts'
export {
  forgetPictures,
  framePicture,
  imageAt,
  imageOfView,
  knownImages,
  seriesOfCase,
  viewPicture,
  type KnownImage,
  type SeriesOfCase,
} from './queries/picture.ts'
import { startDimseService } from './dimse/service.ts'

export { startDimse, type DimsePeer, type DimseServer, type DimseSettings } from './dimse/server.ts'
export { ViewerPage, type ViewerPageProps } from './viewing/page.tsx'
export { QUARANTINE_DAYS, type Refusal } from './quarantine.ts'
export { onImagesWithdrawn } from './withdraw/heard.ts'
export { imagesWithdrawnAt, tombstonesOf, type Tombstone } from './withdraw/tombstone.ts'
export { WITHDRAW_REASONS, withdrawImagingCase, type WithdrawReason } from './withdraw/withdraw.ts'
export type { Access } from './tables.ts'

export const imagingDomain: Domain = {
  name: 'imaging',
  migrations: imagingMigrations,
  endpoints(app) {
    dicomwebRoutes(app)
    viewingEndpoints(app)
    markEndpoints(app)
    uploadRoutes(app)
  },
  pages(app) {
    viewingPages(app)
    markPages(app)
    intakePages(app)
  },
  jobs: { ...imagingJobs, ...intakeJobs },
  every: imagingSchedules,
  account: imagingAccount,
  manage: imagingManage,
  service: startDimseService,
  commands: imagingCommands,
  personal: { export: exportOwn, erase: eraseOwn },
  merge: { person: movePerson },
}
