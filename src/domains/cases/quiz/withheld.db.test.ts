import { beforeEach, describe, expect, test } from 'vitest'
import { createToken, keepRaw, receive, recordLook } from '#src/domains/imaging/index.ts'
import { ANATOMY, SITES, writeSegmentation } from '#src/lib/dicom/objects/index.ts'
import { testFile } from '#src/lib/dicom/testing.ts'
import { regionRuns } from '#src/lib/imaging/measure/index.ts'
import { statements } from '#src/platform/db/connect.ts'
import { app, ctx, ownContext } from '#tests/support/own-context.ts'
import { talkedCase, type TalkedCase } from '../discussion/testing.ts'
import { caseById } from '../queries/case.ts'
import { actorFor, as, must, somebody, wholeContent, work, type Somebody } from '../testing.ts'
import { addQuestion, setQuiz } from './commands.ts'

/** What is said of images arrives in every form that a viewer knows; who is still to answer must not be told of it. */
const SECRET = 'TUMOUR SEG SIX'
const SR = '1.2.840.10008.5.1.4.1.1.88.33'
const PR = '1.2.840.10008.5.1.4.1.1.11.1'

ownContext()
let made: TalkedCase
let reader: Somebody
let question: string

beforeEach(async () => {
  made = await talkedCase(ctx, {
    audience: 'public',
    title: { vi: 'Ca khó', en: 'A hard one' },
    content: { ...wholeContent, region: { en: 'segment six' } },
  })
  reader = await somebody(ctx, { name: 'Trần Minh' })
  must(await setQuiz(ctx, made.actor, (await caseById(ctx, made.actor, made.id))!, true))
  const asked = {
    kind: 'text' as const,
    prompt: { vi: 'Gì đây?' },
    options: [],
    view: '',
    target: null,
    explanation: {},
  }
  question = must(await addQuestion(ctx, made.actor, (await caseById(ctx, made.actor, made.id))!, asked)).id
  await work(ctx)
})

const study = () => ({
  studyUid: made.sent,
  studyDate: '20240229',
  studyTime: '',
  studyId: '',
  accession: '',
  description: '',
  patientName: `Tran^Van ${made.code}`,
  patientId: made.code,
  patientSex: '',
  patientBirthDate: '',
})

function segmentation(): Uint8Array {
  const points = [
    [2, 2],
    [12, 12],
  ] as const
  const source = { seriesUid: `${made.sent}.1`, sopClass: '1.2.840.10008.5.1.4.1.1.2', sopUid: `${made.sent}.1.1` }
  return writeSegmentation({
    study: study(),
    series: { uid: `${made.sent}.7`, number: 300, description: SECRET },
    sopUid: `${made.sent}.7.1`,
    at: { date: '20240301', time: '101010' },
    creator: 'Nguyen Van A',
    rows: 16,
    columns: 16,
    orientation: [1, 0, 0, 0, 1, 0],
    spacing: [0.5, 0.5],
    thickness: 3,
    frameOfReference: '1.2.3.99',
    segments: [{ label: 'Liver', category: ANATOMY, type: SITES.liver, algorithm: 'MANUAL', rgb: [221, 130, 101] }],
    frames: [
      { segment: 1, source, position: [0, 0, 2], runs: regionRuns({ kind: 'rectangle', points: [...points] }, 16, 16) },
    ],
  })
}

const written = (sopClass: string, modality: string, n: number): Uint8Array =>
  testFile([
    { tag: 0x00080016, vr: 'UI', value: sopClass },
    { tag: 0x00080018, vr: 'UI', value: `${made.sent}.${n}.1` },
    { tag: 0x00080020, vr: 'DA', value: '20240229' },
    { tag: 0x00080060, vr: 'CS', value: modality },
    { tag: 0x0008103e, vr: 'LO', value: SECRET },
    { tag: 0x00100010, vr: 'PN', value: `Tran^Van ${made.code}` },
    { tag: 0x00100020, vr: 'LO', value: made.code },
    { tag: 0x0020000d, vr: 'UI', value: made.sent },
    { tag: 0x0020000e, vr: 'UI', value: `${made.sent}.${n}` },
    { tag: 0x00200011, vr: 'IS', value: String(n) },
    { tag: 0x00200013, vr: 'IS', value: '1' },
  ])

/** A segmentation, a report and a presentation state come to the study, and are looked at. Their places in the archive. */
async function explained() {
  const arrivals = []
  for (const file of [segmentation(), written(SR, 'SR', 8), written(PR, 'PR', 9)]) {
    const { blob, bytes } = must(await keepRaw(ctx, file))
    arrivals.push({ blob, bytes, source: 'browser' as const, batch: 'said', caseId: made.imagingCaseId })
  }
  must(await receive(ctx, made.actor, arrivals))
  await work(ctx)
  const row = await ctx.db
    .selectFrom('imaging_study')
    .select(['id', 'instance_count'])
    .where('study_uid', '=', made.studyUid)
    .executeTakeFirstOrThrow()
  expect(row.instance_count).toBe(4)
  must(await recordLook(ctx, made.actor, row.id, row.instance_count))
  await work(ctx)
  return await ctx.db
    .selectFrom('imaging_instance')
    .innerJoin('imaging_series', 'imaging_series.id', 'imaging_instance.series_id')
    .select(['imaging_instance.id', 'series_uid as series', 'sop_uid as uid', 'sop_class as sopClass', 'modality'])
    .where('imaging_instance.study_id', '=', row.id)
    .where('imaging_series.modality', 'in', ['SEG', 'SR', 'PR'])
    .orderBy('modality')
    .execute()
}

/** Everything that lists; what is kept back must change none of it. */
const lists = () => {
  const at = `/dicomweb/studies/${made.studyUid}`
  const image = `${at}/series/${made.view.series}/instances/${made.view.instance}`
  return [
    '/dicomweb/studies?includefield=all',
    '/dicomweb/series?includefield=all',
    '/dicomweb/instances?includefield=all',
    '/dicomweb/studies?NumberOfStudyRelatedInstances=1',
    '/dicomweb/studies?NumberOfStudyRelatedInstances=4',
    ...['SEG', 'SR', 'PR'].flatMap((modality) => [
      `/dicomweb/studies?ModalitiesInStudy=${modality}`,
      `/dicomweb/series?ModalitiesInStudy=${modality}&includefield=all`,
      `/dicomweb/series?Modality=${modality}`,
      `/dicomweb/instances?Modality=${modality}`,
    ]),
    `/dicomweb/series?SeriesDescription=${encodeURIComponent(SECRET)}`,
    `/dicomweb/instances?SOPClassUID=${SR}`,
    `${at}/series?includefield=all`,
    `${at}/instances?includefield=all`,
    `${at}/metadata`,
    `${image}/metadata`,
    `${at}/thumbnail`,
    `${image}/rendered`,
    `/imaging/studies/${made.studyUid}/index`,
    `/imaging/studies/${made.studyUid}/segmentations`,
    `/imaging/studies/${made.studyUid}/findings`,
    `/imaging/marks?study=${made.studyUid}`,
  ]
}
const pages = () => [
  made.path,
  `${made.path}/view`,
  `${made.path}/present`,
  `${made.path}/quiz`,
  `/imaging/studies/${made.studyUid}/view`,
  `/imaging/studies/${made.studyUid}/view/plain`,
]

type Said = Awaited<ReturnType<typeof explained>>[number]
/** Everything that hands out one object. */
const ways = ({ series, uid, id, modality }: Said): string[] => {
  const at = `/dicomweb/studies/${made.studyUid}/series/${series}`
  const one = `${at}/instances/${uid}`
  return [
    at,
    `${at}/metadata`,
    one,
    `${one}/metadata`,
    `${one}/bulkdata/00080018`,
    ...(modality === 'SEG'
      ? [
          `${at}/thumbnail`,
          `${one}/thumbnail`,
          `${one}/rendered`,
          `${one}/frames/1`,
          `${one}/frames/1/rendered`,
          `${one}/frames/1/thumbnail`,
          `/imaging/studies/${made.studyUid}/segmentations/${uid}/masks`,
          `/vi/imaging/studies/${made.studyUid}/volumes`,
          `/imaging/studies/${made.studyUid}/pixels?p=${id.replaceAll('-', '')}.1.j09`,
        ]
      : []),
  ]
}

/** As a browser, or as a program that brings a token. */
const asked = async (path: string, who?: Somebody, token?: string) => {
  const headers: Record<string, string> = token
    ? { authorization: `Bearer ${token}` }
    : who
      ? { cookie: who.cookie }
      : {}
  const response = await app.request(`http://hoi.test${path}`, { headers })
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()).toString('latin1') }
}
/** What differs from answer to answer whatever is in the archive. */
const still = (body: string) => body.replaceAll(/nonce[-=]"?[\w+/=-]+|--[\w-]{20,}|value="[\w.-]{30,}"/g, '')

async function answerIt(who: Somebody) {
  const done = await as(app, who).post(`/vi${made.path}/quiz`, { [`q-${question}`]: 'U gan', done: '1' })
  expect(done.status).toBe(303)
}

describe('a segmentation, a report and a presentation state of a quiz', () => {
  test('are not there for who is still to answer, by any call; answers are as if they had never come', async () => {
    const token = must(
      await createToken(ctx, actorFor(reader), { scope: 'dicomweb:read', expires: ctx.clock.now() + 86_400_000 }),
    ).token
    const admin = await somebody(ctx, { name: 'Quản Trị', society: ['administrator'] })
    const kinds = [
      ['stranger', undefined, undefined],
      ['member', reader, undefined],
      ['program of the member', undefined, token],
      ['administrator', admin, undefined],
    ] as const
    const all = [...lists(), ...pages().map((path) => `/vi${path}`)]
    const seen = async () => {
      const out: Record<string, { status: number; body: string }> = {}
      for (const [kind, who, bearer] of kinds)
        for (const path of bearer ? lists() : all) {
          const { status, body } = await asked(path, who, bearer)
          out[`${kind} ${path}`] = { status, body: still(body) }
        }
      return out
    }
    const before = await seen()
    const said = await explained()
    expect(said.map(({ modality }) => modality)).toEqual(['PR', 'SEG', 'SR'])
    const after = await seen()
    for (const [name, answer] of Object.entries(after)) expect([name, answer]).toEqual([name, before[name]])
    for (const [kind, who, bearer] of kinds)
      for (const one of said)
        for (const path of ways(one)) {
          const { status } = await asked(path, who, bearer)
          expect([kind, path, status]).toEqual([kind, path, 404])
        }
  })

  test('are there for who wrote the case, who was asked as an expert, and who has answered', async () => {
    const said = await explained()
    const expert = await somebody(ctx, { name: 'Chuyên Gia' })
    await ctx.db
      .insertInto('case_expert')
      .values({ case_id: made.id, person_id: expert.personId, invited_by: made.owner.personId, invited_at: 0 } as never)
      .execute()
    await answerIt(reader)
    for (const who of [made.owner, expert, reader]) {
      for (const one of said)
        for (const path of ways(one)) {
          if (/bulkdata|pixels|\/thumbnail$|rendered/.test(path)) continue
          expect([path, (await asked(path, who)).status]).toEqual([path, 200])
        }
      const { body } = await asked('/dicomweb/studies?ModalitiesInStudy=SEG', who)
      const [row] = JSON.parse(body) as Record<string, { Value?: unknown[] }>[]
      expect(row!['00080061']!.Value).toEqual(expect.arrayContaining(['CT', 'SEG', 'SR', 'PR']))
      expect(row!['00201208']!.Value).toEqual([4])
      const { body: series } = await asked(`/dicomweb/studies/${made.studyUid}/series`, who)
      expect((JSON.parse(series) as unknown[]).length).toBe(4)
    }
    // One's answer opens nothing for another.
    expect((await asked(ways(said[0]!)[0]!)).status).toBe(404)
  })

  test('a browser that answered without an account is known by its cookie alone', async () => {
    const said = await explained()
    const done = await as(app).post(`/vi${made.path}/quiz`, { [`u-${question}`]: 'on', done: '1' })
    const cookie = /hoi_quiz=[\w-]{43}/.exec(done.headers.get('set-cookie') ?? '')![0]
    const known = { cookie } as Somebody
    const [path] = ways(said[1]!)
    expect([(await asked(path!, known)).status, (await asked(path!)).status]).toEqual([200, 404])
  })

  test('searching asks as many statements as without anything kept back', async () => {
    const count = async (path: string) => {
      const counter = { count: 0 }
      await statements.run(counter, () => asked(path))
      return counter.count
    }
    const before = await Promise.all(lists().slice(0, 4).map(count))
    await explained()
    expect(await Promise.all(lists().slice(0, 4).map(count))).toEqual(before)
    expect(before).toEqual([1, 1, 1, 1])
  })
})

describe('what was done and where', () => {
  const told = /TACE|hoá tắc|hóa tắc|chemoembol|segment six|>Gan<|Liver/i
  const everywhere = () => [
    '/cases',
    made.path,
    `${made.path}/present`,
    `${made.path}/quiz`,
    '/cases?q=tace',
    '/cases?technique=ctace',
    '',
  ]

  test('is told to nobody who is still to answer: lists, facets, page, presentation, search', async () => {
    for (const who of [undefined, reader])
      for (const path of everywhere()) {
        const html = (await asked(`/en${path}`, who)).body
        // What the reader asked for stands in the links of its answer.
        const text = path.includes('?') ? '' : html
        expect([path, told.exec(text)?.[0] ?? null]).toEqual([path, null])
        expect(html.includes(made.code)).toBe(!/[?]/.test(path))
      }
    const hits = await asked('/en/search?q=chemoembolisation')
    expect(hits.body).not.toContain(made.code)
  })

  test('is found and shown once it is answered', async () => {
    await answerIt(reader)
    const list = await asked('/en/cases?technique=ctace', reader)
    expect(list.body).toContain(made.code)
    expect((await asked(`/en${made.path}`, reader)).body).toContain('segment six')
    expect((await asked('/en/cases?technique=ctace', made.owner)).body).toContain(made.code)
  })
})
