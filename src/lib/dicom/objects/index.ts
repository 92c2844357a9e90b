export { type Code, isSite, type Site, SITES, TISSUE, ANATOMY } from './codes.ts'
export type { Rgb } from './colour.ts'
export { type ExportMark, type MarkedImage } from './mark.ts'
export { type Moment, momentOf, type StudyModule } from './modules.ts'
export { GRAYSCALE_PRESENTATION, type PresentationInput, writePresentation } from './pr-write.ts'
export { readPresentation, type ReadPresentation } from './pr-read.ts'
export {
  LABEL_MAP,
  type ReadFrame,
  type ReadSegment,
  type ReadSegmentation,
  readSegmentation,
  type SegmentationError,
} from './seg-read.ts'
export { readStructures, type ReadStructures, STRUCTURES } from './rt-read.ts'
export {
  SEGMENTATION,
  type SegmentationInput,
  type SegmentFrame,
  type SegmentInfo,
  writeSegmentation,
} from './seg-write.ts'
export { COMPREHENSIVE_SR, isReported, type ReportInput, writeReport } from './sr-write.ts'
export { readReport, type ReadObserver, type ReadReport, REPORTS, type ReportError } from './sr-read.ts'
export { type ReadGraphic, type ReadImage } from './sr-graphic.ts'
export { type ReadAlgorithm, type ReadGroup, type ReadNumber } from './sr-group.ts'
export { uidFrom, uidFromUuid } from './uid.ts'
