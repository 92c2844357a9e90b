import { render } from 'preact'
import type { UploadProps } from '../intake/upload-props.ts'
import { Upload } from './upload/upload.tsx'

/** Takes over the plain form: reads, de-identifies and sends from a worker of this page. */
export function mount(element: HTMLElement, props: UploadProps): void {
  const place = element.querySelector<HTMLElement>('[data-fallback]')!
  place.replaceChildren()
  render(<Upload {...props} />, place)
}
