import { buildApp } from '#src/app.tsx'
import { domains } from '#src/domains.ts'
import type { Actor } from '#src/platform/authz.ts'
import { stranger } from '#src/platform/authz.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import type { Context } from '#src/platform/context.ts'
import type { App } from '#src/platform/http/env.ts'
import { runDueJobs } from '#src/platform/jobs/worker.ts'
import { type TestElement, testFile, us } from '#src/lib/dicom/testing.ts'
import { jobsOf } from '#src/worker.ts'
import { testContext, type TestContext } from '#tests/support/context.ts'
import { somebody } from '#src/domains/people/testing.ts'
import { createToken, imagingDomain } from './index.ts'
import { nothingMoreComes } from './precedence.ts'

/** Works off everything that waits; what a test sent has come whole by then. */
export async function work(ctx: Context): Promise<void> {
  nothingMoreComes(ctx)
  await runDueJobs(ctx, jobsOf(ctx.domains))
}

export interface ImagingWorld {
  readonly ctx: TestContext
  readonly app: App
  /** A person with an account, their session, a token for reading and writing, and the header that carries it. */
  person(): Promise<{ actor: Actor; headers: { authorization: string }; cookie: string }>
  /** Works off everything that waits. */
  work(): Promise<void>
  close(): Promise<void>
}

/** A context with the imaging domain, whether or not the composition root lists it yet. */
export async function imagingWorld(): Promise<ImagingWorld> {
  const base = await testContext()
  const all = domains.includes(imagingDomain) ? domains : [...domains, imagingDomain]
  const ctx = { ...base, domains: all }
  if (all !== domains) await migrate(ctx.db, ctx.engine, imagingDomain.migrations)
  return {
    ctx,
    app: buildApp(ctx),
    async person() {
      const { personId, cookie } = await somebody(ctx)
      const actor: Actor = { ...stranger, personId }
      const made = await createToken(ctx, actor, { scope: 'dicomweb:write', expires: ctx.clock.now() + 86_400_000 })
      if (!made.ok) throw new Error(made.code)
      return { actor, cookie, headers: { authorization: `Bearer ${made.value.token}` } }
    },
    work: () => work(ctx),
    close: () => base.close(),
  }
}

export interface TestImage {
  readonly patient?: string
  readonly study?: string
  readonly series?: string
  readonly instance?: string
  readonly number?: number
  readonly modality?: string
  readonly side?: number
  /** Added to every pixel. */
  readonly level?: number
  readonly more?: readonly TestElement[]
}

/** A small CT image with a name and a gradient. */
export function testImage(options: TestImage = {}): Uint8Array {
  const {
    patient = 'BN001',
    study = '1.2.3.1',
    series = '1.2.3.1.1',
    instance = '1.2.3.1.1.1',
    number = 1,
    side = 16,
    level = 0,
  } = options
  const pixels = new Uint8Array(Uint16Array.from({ length: side * side }, (_, i) => (i * 13 + level) % 4096).buffer)
  const elements: TestElement[] = [
    { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' },
    { tag: 0x00080018, vr: 'UI', value: instance },
    { tag: 0x00080020, vr: 'DA', value: '20240229' },
    { tag: 0x00080060, vr: 'CS', value: options.modality ?? 'CT' },
    { tag: 0x00080070, vr: 'LO', value: 'SIEMENS' },
    { tag: 0x00100010, vr: 'PN', value: `Tran^Van ${patient}` },
    { tag: 0x00100020, vr: 'LO', value: patient },
    { tag: 0x0020000d, vr: 'UI', value: study },
    { tag: 0x0020000e, vr: 'UI', value: series },
    { tag: 0x00200011, vr: 'IS', value: '1' },
    { tag: 0x00200013, vr: 'IS', value: String(number) },
    { tag: 0x00280002, vr: 'US', value: us(1) },
    { tag: 0x00280004, vr: 'CS', value: 'MONOCHROME2' },
    { tag: 0x00280010, vr: 'US', value: us(side) },
    { tag: 0x00280011, vr: 'US', value: us(side) },
    { tag: 0x00280100, vr: 'US', value: us(16) },
    { tag: 0x00280101, vr: 'US', value: us(12) },
    { tag: 0x00280102, vr: 'US', value: us(11) },
    { tag: 0x00280103, vr: 'US', value: us(0) },
    ...(options.more ?? []),
    { tag: 0x7fe00010, vr: 'OW', value: pixels },
  ]
  return testFile(elements.toSorted((a, b) => a.tag - b.tag))
}

/** A STOW-RS request of files. */
export function stowRequest(files: readonly Uint8Array[], headers: Record<string, string>): RequestInit {
  const parts = files.flatMap((file) => [
    Buffer.from('\r\n--gap\r\nContent-Type: application/dicom\r\n\r\n'),
    Buffer.from(file),
  ])
  const body = Buffer.concat([...parts, Buffer.from('\r\n--gap--\r\n')])
  return {
    method: 'POST',
    body,
    headers: { ...headers, 'content-type': 'multipart/related; type="application/dicom"; boundary=gap' },
  }
}
