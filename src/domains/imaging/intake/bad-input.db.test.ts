import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser } from '#src/domains/people/testing.ts'
import { encodeTest, holds, type TestElement, testFile, testSyntaxes } from '#src/lib/dicom/testing.ts'
import { createCleaner } from '../client/intake/clean.ts'
import { scanSource } from '../client/intake/scan.ts'
import { sourcesOf } from '../client/intake/sources.ts'
import { type DimseServer, startDimse } from '../dimse/server.ts'
import { associateRequest, dial, statusOf, storeRequest } from '../dimse/testing.ts'
import { receive } from '../commands/receive.ts'
import { failureReason } from '../quarantine.ts'
import { imagingWorld, type ImagingWorld, stowRequest, testImage } from '../testing.ts'
import { refusalText } from './refusals.ts'
import { uploader } from './testing.ts'

/** What the issue names as bad input, through each of the three doors: a browser, STOW-RS with a token, C-STORE. */
let world: ImagingWorld
let doors: Readonly<Record<Door, Knock>>
let dimse: DimseServer
const owners = new Map<Door, string>()
const cookies = new Map<Door, string>()

type Door = 'browser' | 'stow' | 'cstore'
/** Brings one file; answers why it was refused at the door itself, '' where it was let in. */
type Knock = (input: Input) => Promise<string>

interface Input {
  readonly file: Uint8Array
  /** What a modality would send of it: the data set without preamble and meta. */
  readonly dataset?: Uint8Array
  readonly syntax?: string
}

const IN = ''
/** The peer is told that we do not speak this, before it can send anything. */
const NOT_OFFERED = 'not-offered'

/** C-STORE says itself what class and syntax its bytes are of, so these do begin as DICOM, and end in the middle of an element. */
const HEADED = 'truncated'

const explicit = testSyntaxes[1]!
const bigEndian = testSyntaxes[2]!
const deflated = testSyntaxes[3]!

/** The data set of a file of `testFile` that begins with its class. */
function datasetOf(file: Uint8Array): Uint8Array {
  const at = Buffer.from(file).indexOf(Buffer.from([0x08, 0, 0x16, 0, 0x55, 0x49]))
  if (at < 0) throw new Error('no data set')
  return file.subarray(at)
}
const image = (study: string, more: Parameters<typeof testImage>[0] = {}): Input => {
  const file = testImage({ patient: 'BAD', study, series: `${study}.1`, instance: `${study}.1.1`, ...more })
  return { file, dataset: datasetOf(file) }
}
const cut = ({ file, dataset }: Input): Input => ({ file: file.subarray(0, 700), dataset: dataset!.subarray(0, 400) })
const raw = (file: Uint8Array): Input => ({ file, dataset: file })

const deep = (level: number): TestElement => ({
  tag: 0x00081140,
  vr: 'SQ',
  items: [level === 0 ? [{ tag: 0x00081155, vr: 'UI', value: '1.2' }] : [deep(level - 1)]],
})
/** An item that claims the whole file after it, its own sequence among that: as near to a circle as offsets can come. */
const circle = (): TestElement => {
  const inner = encodeTest([{ tag: 0x00081155, vr: 'UI', value: '1.2' }], explicit)
  return {
    tag: 0x00081140,
    vr: 'SQ',
    value: Uint8Array.from([0xfe, 0xff, 0x00, 0xe0, 0xf0, 0xff, 0xff, 0x7f, ...inner]),
  }
}
/** Values under other representations than the standard's, the name among them. */
const misnamed: readonly TestElement[] = [
  { tag: 0x00080020, vr: 'UN', value: '20240229' },
  { tag: 0x00100010, vr: 'LT', value: 'Tran^Van Sai' },
  { tag: 0x00100020, vr: 'DS', value: 'BN-SAI' },
  { tag: 0x00100040, vr: 'ZZ', value: 'M ' },
]
const wrongVr = (study: string): Input => {
  const known = new Set(misnamed.map(({ tag }) => tag))
  const plain = [
    { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' },
    { tag: 0x00080018, vr: 'UI', value: `${study}.1.1` },
    { tag: 0x00080060, vr: 'CS', value: 'CT' },
    { tag: 0x0020000d, vr: 'UI', value: study },
    { tag: 0x0020000e, vr: 'UI', value: `${study}.1` },
  ].filter(({ tag }) => !known.has(tag))
  const file = testFile([...plain, ...misnamed].toSorted((a, b) => a.tag - b.tag))
  return { file, dataset: datasetOf(file) }
}
const inSyntax = (study: string, syntax: typeof explicit): Input => {
  const elements: TestElement[] = [
    { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' },
    { tag: 0x00080018, vr: 'UI', value: `${study}.1.1` },
    { tag: 0x00100010, vr: 'PN', value: 'Tran^Van Nen' },
    { tag: 0x00100020, vr: 'LO', value: 'BAD' },
    { tag: 0x0020000d, vr: 'UI', value: study },
    { tag: 0x0020000e, vr: 'UI', value: `${study}.1` },
  ]
  return {
    file: testFile(elements, { syntax }),
    dataset: testFile(elements, { syntax, form: 'bare' }),
    syntax: syntax.uid,
  }
}
const dicomdir: TestElement[] = [
  { tag: 0x00041130, vr: 'CS', value: 'DISC' },
  { tag: 0x00041220, vr: 'SQ', items: [] },
]
const executable = Buffer.concat([Buffer.from('MZ\u0090\u0000'), Buffer.alloc(6000, 0x5a)])

interface Case {
  readonly name: string
  /** Sent one after the other; the last one's answer counts. */
  readonly inputs: readonly Input[]
  readonly browser: string
  readonly stow: string
  readonly cstore: string
}
const same = (answer: string) => ({ browser: answer, stow: answer, cstore: answer })
const CASES: readonly Case[] = [
  { name: 'truncated', inputs: [cut(image('1.8.1'))], ...same('truncated') },
  { name: 'empty identifiers', inputs: [image('1.8.2', { study: '', series: '', instance: '' })], ...same(IN) },
  { name: 'wrong VR', inputs: [wrongVr('1.8.3')], ...same(IN) },
  { name: 'sequences 50 deep', inputs: [image('1.8.4', { more: [deep(50)] })], ...same('too-deep') },
  { name: 'a sequence that claims to hold itself', inputs: [image('1.8.5', { more: [circle()] })], ...same(IN) },
  {
    name: 'a claim of 4 GB',
    inputs: [image('1.8.6', { more: [{ tag: 0x00283010, vr: 'OW', value: 'ab', claims: 0xfffffffe }] })],
    ...same('truncated'),
  },
  {
    name: 'a private transfer syntax',
    inputs: [
      {
        file: testFile([{ tag: 0x00080016, vr: 'UI', value: '1.2' }], { transferSyntaxUid: '1.2.276.0.7230010.99' }),
        dataset: new Uint8Array(10),
        syntax: '1.2.276.0.7230010.99',
      },
    ],
    browser: 'transfer-syntax',
    stow: 'transfer-syntax',
    cstore: NOT_OFFERED,
  },
  { name: 'deflated', inputs: [inSyntax('1.8.8', deflated)], ...same(IN) },
  { name: 'big endian', inputs: [inSyntax('1.8.9', bigEndian)], ...same(IN) },
  {
    name: 'DICOMDIR',
    inputs: [{ file: testFile(dicomdir), dataset: encodeTest(dicomdir, explicit) }],
    ...same('dicomdir'),
  },
  {
    name: 'a ZIP bomb',
    inputs: [raw(zipSync({ 'x.dcm': new Uint8Array(30_000_000) }, { level: 9 }))],
    browser: 'zip-bomb',
    stow: 'not-dicom',
    cstore: HEADED,
  },
  {
    name: 'a ZIP whose names climb out of the folder',
    inputs: [raw(zipSync({ '../../../../etc/cron.d/evil': image('1.8.12').file }))],
    browser: IN,
    stow: 'not-dicom',
    cstore: HEADED,
  },
  { name: 'an executable renamed .dcm', inputs: [raw(executable)], ...same('not-dicom'), cstore: HEADED },
  {
    name: 'the same instance with other content',
    inputs: [image('1.8.14'), image('1.8.14', { level: 50 })],
    ...same('duplicate-differs'),
  },
]
/** Comes behind all of them. */
const GOOD: Case = { name: 'and a good one', inputs: [image('1.8.99')], ...same(IN) }

beforeAll(async () => {
  world = await imagingWorld()
  const person = await uploader(world)
  const [stow, cstore] = [await world.person(), await world.person()]
  owners.set('browser', person.person.personId).set('stow', stow.actor.personId!).set('cstore', cstore.actor.personId!)
  cookies.set('browser', person.person.cookie).set('stow', stow.cookie).set('cstore', cstore.cookie)
  dimse = (await startDimse(world.ctx, {
    port: 0,
    aeTitle: 'HOI',
    peers: [{ aeTitle: 'CT1', ownerId: cstore.actor.personId! }],
  }))!
  let caseId: string | null = null
  doors = {
    // What the worker of the page does, without the worker.
    async browser({ file }) {
      const given = [{ file: new File([file as Uint8Array<ArrayBuffer>], 'file.dcm'), path: 'file.dcm' }]
      for await (const source of sourcesOf(given)) {
        if ('code' in source) return source.code
        const scanned = await scanSource(source)
        if (!scanned.ok) return scanned.code
        const begun = await person.begin(1, caseId)
        caseId = begun.case.id
        const read = await source.read()
        if (!read.ok) return read.code
        const clean = await createCleaner(begun.case, begun.profile)(read.bytes)
        if (!clean.ok) return clean.code
        for (const text of ['Tran', 'BN-SAI']) expect(holds(clean.bytes, text), text).toBe(false)
        const [standing] = await person.announce(begun.id, [clean.bytes])
        if (!standing!.done) expect((await person.patch(begun.id, standing!.id, 0, clean.bytes)).status).toBe(204)
        await person.own.fetch(`/imaging/uploads/${begun.id}/end`, { method: 'POST' })
      }
      return IN
    },
    async stow({ file }) {
      const answer = await world.app.request('/dicomweb/studies', stowRequest([file], stow.headers))
      const body = (await answer.json()) as { '00081198'?: { Value?: { '00081197': { Value: number[] } }[] } }
      const reason = body['00081198']?.Value?.[0]?.['00081197'].Value[0]
      expect(answer.status).toBe(reason === undefined ? 200 : 409)
      return reason === undefined ? IN : `reason ${reason}`
    },
    async cstore({ dataset, syntax = explicit.uid }) {
      const peer = await dial(dimse.port)
      try {
        peer.send(associateRequest({ transferSyntaxes: [syntax] }))
        const accepted = (await peer.next())!
        // The result of the one presentation context (PS3.8 table 9-18).
        if (accepted[accepted.indexOf(Buffer.from([0x21, 0])) + 6] !== 0) return NOT_OFFERED
        peer.send(storeRequest(dataset!, '1.2.3.4'))
        const status = statusOf(await peer.next())
        return status === 0 ? IN : `status ${status}`
      } finally {
        // The server waits for every association that stands, for a minute.
        peer.socket.destroy()
      }
    },
  }
})
afterAll(async () => {
  await dimse.close()
  await world.close()
})

/** What came of the last input of each case, at the door and in the quarantine. */
interface Came {
  readonly atDoor: string
  readonly reason: string
  readonly state: string
  /** Bytes in the archive. */
  readonly bytes: Uint8Array | null
}

const rowsOf = async (door: Door) =>
  await world.ctx.db
    .selectFrom('imaging_received')
    .select(['id', 'state', 'reason', 'instance_id'])
    .where('owner_id', '=', owners.get(door)!)
    .orderBy('id')
    .execute()

/** Brings everything in through one door, then has it worked off at once: a file must not spoil its neighbours. */
async function bringAll(door: Door): Promise<ReadonlyMap<string, Came>> {
  const brought: { name: string; atDoor: string; id: string | undefined }[] = []
  let known = new Set<string>()
  for (const { name, inputs } of [...CASES, GOOD]) {
    let atDoor = ''
    for (const input of inputs) atDoor = await doors[door](input)
    const ids = (await rowsOf(door)).map(({ id }) => id)
    const mine = ids.filter((id) => !known.has(id))
    expect(mine.length, name).toBeLessThanOrEqual(inputs.length)
    brought.push({ name, atDoor, id: mine.at(-1) })
    known = new Set(ids)
  }
  await world.work()
  const rows = new Map((await rowsOf(door)).map((row) => [row.id, row]))
  const all = new Map<string, Came>()
  for (const { name, atDoor, id } of brought) {
    const row = id === undefined ? undefined : rows.get(id)
    const kept = await world.ctx.db
      .selectFrom('imaging_instance')
      .select('blob')
      .where('id', '=', row?.instance_id ?? '')
      .executeTakeFirst()
    const bytes = kept ? new Uint8Array(await new Response(await world.ctx.blobs.get(kept.blob)).arrayBuffer()) : null
    all.set(name, { atDoor, reason: row?.reason ?? '', state: row?.state ?? '', bytes })
  }
  return all
}

describe.each(['browser', 'stow', 'cstore'] as const)('bad input by %s', (door) => {
  let came: ReadonlyMap<string, Came>
  beforeAll(async () => {
    came = await bringAll(door)
  })

  it.each([...CASES, GOOD])('$name', (one) => {
    const { atDoor, reason, state, bytes } = came.get(one.name)!
    const expected = one[door]
    if (expected === IN) {
      expect([atDoor, reason, state]).toEqual([IN, '', 'done'])
      for (const text of ['Tran', 'BN-SAI']) expect(holds(bytes!, text), text).toBe(false)
      return
    }
    expect(bytes).toBeNull()
    if (expected === NOT_OFFERED) expect([atDoor, state]).toEqual([NOT_OFFERED, ''])
    // The page has told the person, and nothing left the machine.
    else if (door === 'browser' && atDoor !== IN) expect([atDoor, state]).toEqual([expected, ''])
    else {
      expect([reason, state]).toEqual([expected, 'refused'])
      if (atDoor !== IN) expect(atDoor).toBe(`reason ${failureReason(expected)}`)
    }
  })

  it('is told to its person, with what to do about it', async () => {
    const page = await (await browser(world.app, cookies.get(door)).get('/vi/imaging')).text()
    for (const { reason } of came.values()) if (reason) expect(page).toContain(refusalText('vi', reason))
  })
})

it('the same study from two people becomes two studies that do not meet', async () => {
  const studies = await world.ctx.db
    .selectFrom('imaging_study')
    .select(['study_uid', 'owner_id'])
    .where('owner_id', 'in', [...owners.values()])
    .execute()
  expect(new Set(studies.map(({ owner_id }) => owner_id)).size).toBe(3)
  // Each brought 1.8.14 and 1.8.99: no two of them got the same identifier for it.
  expect(new Set(studies.map(({ study_uid }) => study_uid)).size).toBe(studies.length)
})

it('a request of thousands of objects is one answer, however many parameters the database takes', async () => {
  const person = await world.person()
  const one = { blob: '', bytes: 1, source: 'stow', batch: 'thousands', refused: 'not-dicom' } as const
  const received = await receive(
    world.ctx,
    person.actor,
    Array.from({ length: 6_000 }, () => one),
  )
  expect(received.ok && received.value.length).toBe(6_000)
})
