import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { concat, encodeElement } from '#src/lib/dicom/encode.ts'
import { readDicom } from '#src/lib/dicom/index.ts'
import { bytesOf, createCodecs, type Frame, frameBytes, pixelLayout } from '#src/lib/dicom/codecs/index.ts'
import { encodeMeta } from '#src/lib/dicom/meta.ts'
import { explicitLittle } from '#src/lib/dicom/transfer-syntax.ts'
import { codecFiles } from '#src/domains/imaging/codec-files.ts'
import { keepRaw, receive } from '#src/domains/imaging/index.ts'
import { closeContext, createContext, migrateAll } from '#src/main.ts'
import { stranger } from '#src/platform/authz.ts'
import { readConfig } from '#src/platform/config.ts'

export const IMAGING_DATA = path.join(process.env['HOI_SHARED_DATA'] ?? '../shared/data', 'imaging')

const CT = '1.2.840.10008.5.1.4.1.1.2'

/**
 * A CT of `count` slices with the pixels of the real abdominal CT (its 20 slices there and back again, each time moved
 * sideways, so that no two are alike), 1 mm apart; null without the shared data.
 */
export async function realCt(count: number, study = '2.25.9001'): Promise<Uint8Array[] | null> {
  const folder = path.join(IMAGING_DATA, 'ct-abdomen-repaired')
  if (!existsSync(folder)) return null
  const codecs = createCodecs(codecFiles)
  const slices: Frame[] = []
  for (const name of readdirSync(folder).toSorted()) {
    const file = readDicom(new Uint8Array(readFileSync(path.join(folder, name))))
    const layout = file.ok ? pixelLayout(file) : null
    if (!file.ok || !layout?.ok) throw new Error(name)
    const decoded = await codecs.decodeFrame(frameBytes(file.bytes, layout, 0), layout.syntax, layout.info)
    if (!decoded.ok) throw new Error(name)
    slices.push(decoded.frame)
  }
  const put = (tag: number, vr: string, value: string | Uint8Array) => encodeElement(tag, vr, value, explicitLittle)
  const us = (value: number) => Uint8Array.of(value & 255, value >> 8)
  return Array.from({ length: count }, (_, n) => {
    const round = n % (slices.length * 2)
    const info = slices[round < slices.length ? round : slices.length * 2 - 1 - round]!
    const pixels = bytesOf(info.pixels)
    const bits = info.pixels.BYTES_PER_ELEMENT * 8
    const moved = new Uint8Array(pixels.length)
    const by = Math.floor(n / slices.length) * 12 * info.columns
    moved.set(pixels.subarray(by))
    moved.set(pixels.subarray(0, by), pixels.length - by)
    const instance = `${study}.1.${n + 1}`
    const body = concat([
      put(0x00080016, 'UI', CT),
      put(0x00080018, 'UI', instance),
      put(0x00080020, 'DA', '20260401'),
      put(0x00080060, 'CS', 'CT'),
      put(0x00081030, 'LO', 'Abdomen'),
      put(0x00100010, 'PN', 'Bench^Phantom'),
      put(0x00100020, 'LO', `BENCH-${study}`),
      put(0x00180050, 'DS', '3'),
      put(0x0020000d, 'UI', study),
      put(0x0020000e, 'UI', `${study}.1`),
      put(0x00200011, 'IS', '1'),
      put(0x00200013, 'IS', String(n + 1)),
      put(0x00200032, 'DS', `-200\\-200\\${300 - n}`),
      put(0x00200037, 'DS', '1\\0\\0\\0\\1\\0'),
      put(0x00200052, 'UI', `${study}.9`),
      put(0x00280002, 'US', us(1)),
      put(0x00280004, 'CS', 'MONOCHROME2'),
      put(0x00280010, 'US', us(info.rows)),
      put(0x00280011, 'US', us(info.columns)),
      put(0x00280030, 'DS', '0.78\\0.78'),
      put(0x00280100, 'US', us(bits)),
      put(0x00280101, 'US', us(info.bitsStored)),
      put(0x00280102, 'US', us(info.bitsStored - 1)),
      put(0x00280103, 'US', us(info.signed ? 1 : 0)),
      put(0x00281050, 'DS', '60'),
      put(0x00281051, 'DS', '400'),
      put(0x00281052, 'DS', '-1024'),
      put(0x00281053, 'DS', '1'),
      put(0x7fe00010, 'OW', moved),
    ])
    return concat([encodeMeta(CT, instance, '1.2.840.10008.1.2.1'), body])
  })
}

/** Files of the shared data by their place below imaging/; folders give all of theirs. */
export function sharedFiles(...places: string[]): Uint8Array[] {
  return places.flatMap((place) => {
    const full = path.join(IMAGING_DATA, place)
    if (!existsSync(full)) return []
    const names = place.endsWith('.dcm')
      ? [full]
      : readdirSync(full)
          .toSorted()
          .map((name) => path.join(full, name))
    return names.map((name) => new Uint8Array(readFileSync(name)))
  })
}

/** A data folder in whose quarantine these files wait for the server's worker. */
export async function waitingFiles(
  files: readonly Uint8Array[],
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'hoi-viewer-')),
): Promise<string> {
  const ctx = await contextOf(dataDir)
  await migrateAll(ctx)
  const actor = { ...stranger, personId: 'viewer-owner' }
  const arrivals = []
  for (const bytes of files) {
    const kept = await keepRaw(ctx, bytes)
    if (!kept.ok) throw new Error(kept.code)
    arrivals.push({ ...kept.value, source: 'file' as const, batch: 'viewer' })
  }
  for (let at = 0; at < arrivals.length; at += 100) {
    const done = await receive(ctx, actor, arrivals.slice(at, at + 100))
    if (!done.ok) throw new Error(done.code)
  }
  await closeContext(ctx)
  return dataDir
}

/** Waits until a running server has made every copy, then opens all studies to everybody; answers their UIDs, the largest first. */
export async function openStudies(dataDir: string, count: number): Promise<string[]> {
  const ctx = await contextOf(dataDir)
  try {
    // Five minutes: images that are not ready by then never will be.
    for (let tries = 0; ; tries += 1) {
      const { done } = await ctx.db
        .selectFrom('imaging_instance')
        .select((eb) => eb.fn.countAll<number>().as('done'))
        .where('prepared', '!=', 0)
        .executeTakeFirstOrThrow()
      if (Number(done) >= count) break
      if (tries > 1200) throw new Error(`only ${Number(done)} of ${count} images became ready`)
      await sleep(250)
    }
    await ctx.db
      .updateTable('imaging_study')
      .set({ looked_at: 1, looked_by: 'viewer-owner', access: 'public' })
      .execute()
    const rows = await ctx.db
      .selectFrom('imaging_study')
      .select('study_uid')
      .orderBy('instance_count', 'desc')
      .execute()
    return rows.map(({ study_uid }) => study_uid)
  } finally {
    await closeContext(ctx)
  }
}

async function contextOf(dataDir: string) {
  const read = readConfig({ HOI_DATA: dataDir, LOG_LEVEL: 'silent', WORKER: '0' })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return await createContext(read.config)
}
