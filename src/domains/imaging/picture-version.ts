/**
 * Goes up when pictures of the same bytes come out otherwise, so that those that are kept are made anew where somebody
 * meets them. 2: lookup tables of modality and VOI.
 */
export const PICTURES_VERSION = 2

/** `parts` of a kept thumbnail; another text is one of another version. */
export const THUMBNAIL_PARTS = JSON.stringify({ offsets: [], version: PICTURES_VERSION })
