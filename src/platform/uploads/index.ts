export { reencodeImage, type ImageFormat, type ImageSizes, type ImageVariant } from './images.ts'
export { cleanName, withUpload, type Upload, type UploadedFile, type UploadRules } from './receive.ts'
export { ENDINGS, IMAGES, MEDIA_TYPES, SLIDES, sniffFile, VIDEOS, type MediaType } from './sniff.ts'
