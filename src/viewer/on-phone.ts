/** A narrow screen, where panels lie over the images. */
export const onPhone = (): boolean => matchMedia('(max-width: 700px)').matches
