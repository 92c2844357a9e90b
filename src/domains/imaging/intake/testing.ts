import { createHash } from 'node:crypto'
import { somebody } from '#src/domains/people/testing.ts'
import { createCleaner } from '../client/intake/clean.ts'
import type { Begun } from '../client/intake/protocol.ts'
import type { ImagingWorld } from '../testing.ts'
import type { UploadState } from './upload-state.ts'

export const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Requests as our own pages make them. */
export const pagesOf = (world: ImagingWorld, cookie: string) => ({
  fetch: async (path: string, init: RequestInit = {}) =>
    await world.app.request(`http://hoi.test${path}`, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie, 'sec-fetch-site': 'same-origin' },
    }),
})

/** A person's browser, and the calls of the protocol. */
export async function uploader(world: ImagingWorld) {
  const person = await somebody(world.ctx)
  const own = pagesOf(world, person.cookie)
  const json = async (path: string, body: object) =>
    await own.fetch(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
  return {
    person,
    own,
    json,
    async begin(files: number, caseId: string | null = null): Promise<Begun> {
      return (await (await json('/imaging/uploads', { case: caseId, files, bytes: 1000 })).json()) as Begun
    },
    async announce(upload: string, files: readonly Uint8Array[]) {
      const asked = files.map((bytes) => ({ hash: sha(bytes), bytes: bytes.length, kind: 'dicom' }))
      const answer = await json(`/imaging/uploads/${upload}/files`, { files: asked })
      return ((await answer.json()) as { files: { id: string; offset: number; done: boolean }[] }).files
    },
    patch: (upload: string, file: string, offset: number, bytes: Uint8Array) =>
      own.fetch(`/imaging/uploads/${upload}/files/${file}`, {
        method: 'PATCH',
        body: bytes as Uint8Array<ArrayBuffer>,
        headers: { 'upload-offset': String(offset) },
      }),
    head: async (upload: string, file: string) =>
      Number(
        (await own.fetch(`/imaging/uploads/${upload}/files/${file}`, { method: 'HEAD' })).headers.get('upload-offset'),
      ),
    state: async (upload: string) => (await (await own.fetch(`/imaging/uploads/${upload}`, {})).json()) as UploadState,
  }
}

/** As the browser cleans it. */
export async function cleaned(begun: Begun, image: Uint8Array): Promise<Uint8Array> {
  const clean = await createCleaner(begun.case, begun.profile)(image)
  if (!clean.ok) throw new Error(clean.code)
  return clean.bytes
}
