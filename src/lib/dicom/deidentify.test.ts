import { describe, expect, it } from 'vitest'
import { caseSecret, createCaseKey, patientCase } from './case-key.ts'
import { defaultCharset } from './charset.ts'
import { createDeidentifier, type Deidentified, deidentify } from './deidentify.ts'
import { findElement } from './element.ts'
import { basicProfile, defaultProfile, type DeidentifyProfile } from './profile.ts'
import { type DicomFile, readDicom } from './reader.ts'
import { ctElements, holds, testFile, type TestElement, testSecret, testSyntaxes } from './testing.ts'
import { asciiValue, charsetIn, numbersOf, rawValue, textOf } from './values.ts'

function run(
  elements: readonly TestElement[],
  profile: DeidentifyProfile = defaultProfile,
): Deidentified & { file: DicomFile } {
  const result = deidentify(testFile(elements), { profile, secret: testSecret })
  if (!result.ok) throw new Error(result.message)
  const file = readDicom(result.bytes)
  if (!file.ok) throw new Error(file.message)
  return { ...result, file }
}

function text({ file }: { file: DicomFile }, tag: number): string | undefined {
  if (!findElement(file.elements, tag)) return undefined
  return textOf(file.bytes, file.elements, tag, charsetIn(file.bytes, file.elements))
}

const secrets = [
  'Nguyễn',
  'Văn Hưng',
  'BN0012345',
  'Trần',
  'ACC12345',
  'Bạch Mai',
  '0912',
  '19310115',
  '1.2.3.4',
  'BACHMAI',
]

describe('de-identifying', () => {
  for (const syntax of testSyntaxes) {
    for (const profile of [basicProfile, defaultProfile]) {
      it(`takes every identifier out, ${profile.name}, ${syntax.uid}`, () => {
        const source = testFile(ctElements(syntax.bigEndian), { syntax })
        const result = deidentify(source, { profile, secret: testSecret })
        if (!result.ok) throw new Error(result.message)
        const file = readDicom(result.bytes)
        if (!file.ok) throw new Error(file.message)
        expect(secrets.filter((secret) => holds(file.bytes, secret) || holds(result.bytes, secret))).toEqual([])
        const pixels = findElement(file.elements, 0x7fe00010)
        expect(pixels && [...rawValue(file.bytes, pixels)]).toEqual(Array.from({ length: 32 }, (_, i) => i + 1))
        expect(file.syntax.uid).toBe(syntax.uid)
        expect(numbersOf(file.bytes, file.elements, 0x00280100)).toEqual([16])
        const again = deidentify(result.bytes, { profile, secret: testSecret })
        expect(again.ok && again.report.unchanged).toBe(true)
        expect(again.ok && again.bytes).toEqual(result.bytes)
      })
    }
  }

  it('keeps with the default profile what its options name, and says so', () => {
    const result = run(ctElements())
    expect(text(result, 0x00101010)).toBe('090Y')
    expect(text(result, 0x00100040)).toBe('M')
    expect(text(result, 0x00181000)).toBe('SN-7788')
    expect(text(result, 0x00081030)).toBe('CT Bụng có tiêm thuốc')
    expect(text(result, 0x00204000)).toBeUndefined()
    expect(text(result, 0x00280303)).toBe('MODIFIED')
    const codes = findElement(result.file.elements, 0x00120064)?.items?.map(({ elements }) =>
      textOf(result.file.bytes, elements, 0x00080100, charsetIn(result.file.bytes, elements)),
    )
    expect(codes).toEqual(['113100', '113105', '113107', '113108', '113109', '113111'])
    const entry = (keyword: string) => result.report.entries.find((line) => line.keyword === keyword)?.action
    expect(entry('PatientAge')).toBe('capped')
    expect(entry('StudyDate')).toBe('shifted')
    expect(entry('DeviceSerialNumber')).toBe('kept')
    expect(entry('StudyDescription')).toBe('cleaned')
  })

  it('empties, replaces or removes all of that with the basic profile', () => {
    const result = run(ctElements(), basicProfile)
    expect(text(result, 0x00101010)).toBeUndefined()
    expect(text(result, 0x00100040)).toBe('')
    expect(text(result, 0x00080020)).toBe('')
    expect(text(result, 0x00081030)).toBeUndefined()
    expect(text(result, 0x00280303)).toBe('REMOVED')
    expect(text(result, 0x00120062)).toBe('YES')
    expect(text(result, 0x00100020)).toMatch(/^HOI-[A-Z2-9]{10}$/)
  })

  it('writes a report without values', () => {
    for (const profile of [basicProfile, defaultProfile]) {
      const report = JSON.stringify(run(ctElements(), profile).report)
      for (const secret of [...secrets, 'SN-7788', 'Lan', '20240229']) expect(report).not.toContain(secret)
    }
  })

  it('rewrites the preamble and the File Meta, whose instance UID follows', () => {
    const { bytes, file } = run(ctElements())
    expect(bytes.subarray(0, 128).every((byte) => byte === 0)).toBe(true)
    const meta = findElement(file.meta, 0x00020003)
    const sop = findElement(file.elements, 0x00080018)
    expect(meta && asciiValue(file.source, meta)).toBe(sop && asciiValue(file.bytes, sop))
    expect(findElement(file.meta, 0x00020016)).toBeUndefined()
    const length = findElement(file.meta, 0x00020000)
    expect(
      length &&
        length.end + (length.end - length.value === 4 ? (numbersOf(file.source, file.meta, 0x00020000)[0] ?? 0) : 0),
    ).toBe(file.datasetStart)
  })

  it('remaps UIDs alike in all files of a case, otherwise in another case', () => {
    const uid = (secret: Uint8Array): string => createCaseKey(secret).remapUid('1.2.3.4.6')
    const { file } = run(ctElements())
    const reference = findElement(file.elements, 0x00081140)?.items?.[0]?.elements ?? []
    expect(textOf(file.bytes, reference, 0x00081155, charsetIn(file.bytes, reference))).toBe(uid(testSecret))
    expect(uid(testSecret)).toMatch(/^2\.25\.[1-9]\d{1,38}$/)
    expect(uid(caseSecret(testSecret, 'b'))).not.toBe(uid(caseSecret(testSecret, 'a')))
    const key = createCaseKey(testSecret)
    expect(key.remapUid(key.remapUid('1.2.3'))).toBe(key.remapUid('1.2.3'))
    expect(key.isOwnUid('2.25.190148286194420657188085666316918997429')).toBe(false)
  })

  it('shifts dates of a case by the same days and keeps intervals', () => {
    const at = (date: string): number => {
      const elements = ctElements().map((element) =>
        element.tag === 0x00080020 ? { ...element, value: date } : element,
      )
      const value = text(run(elements), 0x00080020) ?? ''
      return Date.UTC(Number(value.slice(0, 4)), Number(value.slice(4, 6)) - 1, Number(value.slice(6, 8)))
    }
    expect(at('20240301') - at('20240228')).toBe(2 * 86_400_000)
    expect(at('20240301')).toBeLessThan(Date.UTC(2023, 2, 2))
  })

  it('is not fooled by a copied record: dates that it has not shifted are shifted', () => {
    for (const drop of [0x00080018, -1]) {
      const kept: DeidentifyProfile = { ...defaultProfile, uids: drop === -1 ? 'keep' : 'remap' }
      const done = run(ctElements(), kept)
      const raw = testFile([
        ...ctElements().filter(({ tag }) => tag < 0x00120000 && tag !== drop),
        { tag: 0x00120063, vr: 'LO', value: text(done, 0x00120063) ?? '' },
        { tag: 0x0020000d, vr: 'UI', value: '1.2.3.4' },
        { tag: 0x00280303, vr: 'CS', value: 'MODIFIED' },
      ])
      const result = deidentify(raw, { profile: kept, secret: testSecret })
      expect(result.ok && holds(result.bytes, '20240229')).toBe(false)
      const again = deidentify(result.ok ? result.bytes : raw, { profile: kept, secret: testSecret })
      expect(again.ok && again.report.unchanged).toBe(true)
    }
  })

  it('shifts dates that an earlier run of the same case had kept', () => {
    const kept = deidentify(testFile(ctElements()), {
      profile: { ...defaultProfile, dates: 'keep' },
      secret: testSecret,
    })
    expect(kept.ok && holds(kept.bytes, '20240229')).toBe(true)
    const shifted = deidentify(kept.ok ? kept.bytes : new Uint8Array(0), {
      profile: defaultProfile,
      secret: testSecret,
    })
    expect(shifted.ok && holds(shifted.bytes, '20240229')).toBe(false)
  })

  it('does not shift dates that anybody can look up, which would give the shift away', () => {
    const code: TestElement[] = [
      { tag: 0x00080100, vr: 'SH', value: '113100' },
      { tag: 0x00080102, vr: 'SH', value: 'DCM' },
      { tag: 0x00080104, vr: 'LO', value: 'Basic' },
      { tag: 0x00080106, vr: 'DT', value: '20020904' },
    ]
    const { bytes } = run(
      [...ctElements(), { tag: 0x00081032, vr: 'SQ', items: [code] }].toSorted((a, b) => a.tag - b.tag),
    )
    expect(holds(bytes, '20020904')).toBe(true)
  })

  it('gives a patient of a folder the same case again, from the id and from the pseudonym', () => {
    const first = patientCase(testSecret, 'BN0012345')
    expect(patientCase(testSecret, first.pseudonym)).toEqual(first)
    expect(patientCase(testSecret, 'BN0012346').pseudonym).not.toBe(first.pseudonym)
  })
})

describe('rules for special content', () => {
  const base = ctElements()
  const withExtra = (...extra: TestElement[]): TestElement[] => [...base, ...extra].toSorted((a, b) => a.tag - b.tag)

  it('cleans what windows and tables of values are called alike: people name presets', () => {
    const voi: TestElement = {
      tag: 0x00283010,
      vr: 'SQ',
      items: [
        [{ tag: 0x00283003, vr: 'LO', value: 'HARDER Dr Lam' }],
        [{ tag: 0x00283003, vr: 'LO', value: 'Dr Lam' }],
      ],
    }
    const { file } = run(withExtra({ tag: 0x00281055, vr: 'LO', value: 'HARDER\\Dr Lam' }, voi))
    const items = findElement(file.elements, 0x00283010)!.items!
    const called = [file.elements, ...items.map(({ elements }) => elements)].map((elements) =>
      textOf(file.bytes, elements, elements === file.elements ? 0x00281055 : 0x00283003, defaultCharset),
    )
    expect(called).toEqual(['HARDER\\', 'HARDER', 'REMOVED'])
  })

  it('takes overlays and curves out as whole groups', () => {
    const { file } = run(
      withExtra(
        { tag: 0x60000010, vr: 'US', value: Uint8Array.of(4, 0) },
        { tag: 0x60000022, vr: 'LO', value: 'Hung' },
        { tag: 0x60003000, vr: 'OW', value: new Uint8Array(4) },
        { tag: 0x50003000, vr: 'OW', value: new Uint8Array(4) },
      ),
    )
    expect(file.elements.some(({ tag }) => tag >>> 24 === 0x60 || tag >>> 24 === 0x50)).toBe(false)
  })

  it('replaces an encapsulated PDF by a blank one and corrects its length', () => {
    const { file, bytes } = run(
      withExtra(
        { tag: 0x00420010, vr: 'ST', value: 'Report of Nguyễn Văn Hưng' },
        { tag: 0x00420011, vr: 'OB', value: '%PDF-1.4 Nguyen Van Hung' },
        { tag: 0x00420012, vr: 'LO', value: 'application/pdf' },
        { tag: 0x00420015, vr: 'UL', value: Uint8Array.of(24, 0, 0, 0) },
      ),
    )
    const document = findElement(file.elements, 0x00420011)
    expect(document && new TextDecoder().decode(rawValue(file.bytes, document)).startsWith('%PDF-1.4\n1 0 obj')).toBe(
      true,
    )
    expect(numbersOf(file.bytes, file.elements, 0x00420015)[0]).toBeLessThanOrEqual(
      document ? document.valueEnd - document.value : 0,
    )
    expect(holds(bytes, 'Hung')).toBe(false)
    expect(holds(bytes, 'Hưng')).toBe(false)
  })

  it('replaces the content of a structured report, or cleans it by option', () => {
    const content: TestElement = {
      tag: 0x0040a730,
      vr: 'SQ',
      items: [
        [
          { tag: 0x0040a010, vr: 'CS', value: 'CONTAINS' },
          { tag: 0x0040a040, vr: 'CS', value: 'TEXT' },
          { tag: 0x0040a160, vr: 'UT', value: 'Liver lesion 12 mm, BS. Hưng' },
        ],
        [
          { tag: 0x0040a040, vr: 'CS', value: 'PNAME' },
          { tag: 0x0040a123, vr: 'PN', value: 'Hưng^BS' },
        ],
      ],
    }
    const plain = run(withExtra(content))
    expect(findElement(plain.file.elements, 0x0040a730)?.items?.length).toBe(1)
    const cleaned = run(withExtra(content), { ...defaultProfile, structuredContent: 'clean' })
    const item = findElement(cleaned.file.elements, 0x0040a730)?.items?.[0]?.elements ?? []
    expect(textOf(cleaned.file.bytes, item, 0x0040a160, charsetIn(cleaned.file.bytes, cleaned.file.elements))).toBe(
      'Liver lesion 12 mm',
    )
    expect(holds(cleaned.bytes, 'Hưng') || holds(plain.bytes, 'Hưng')).toBe(false)
  })

  it('in cleaned reports keeps what machines are called, where device identity is kept, and no person under that heading', () => {
    const item = (concept: string, value: string): TestElement[] => [
      { tag: 0x0040a040, vr: 'CS', value: 'TEXT' },
      {
        tag: 0x0040a043,
        vr: 'SQ',
        items: [
          [
            { tag: 0x00080100, vr: 'SH', value: concept },
            { tag: 0x00080102, vr: 'SH', value: 'DCM' },
          ],
        ],
      },
      { tag: 0x0040a160, vr: 'UT', value },
    ]
    const content: TestElement = {
      tag: 0x0040a730,
      vr: 'SQ',
      items: [
        item('111001', 'xyNet-Q 2b'),
        item('111003', 'v1.2.3'),
        item('121013', 'Nguyen PC'),
        item('121106', 'xyNet'),
      ],
    }
    const texts = (profile: typeof defaultProfile) => {
      const { file } = run(withExtra(content), profile)
      return findElement(file.elements, 0x0040a730)!.items!.map(({ elements }) =>
        textOf(file.bytes, elements, 0x0040a160, charsetIn(file.bytes, file.elements)),
      )
    }
    const clean = { ...defaultProfile, structuredContent: 'clean' as const }
    const [name, version, device, comment] = texts(clean)
    expect([name, version]).toEqual(['xyNet-Q 2b', 'v1.2.3'])
    expect([device!.includes('Nguyen'), comment]).toEqual([false, 'REMOVED'])
    expect(texts({ ...clean, deviceIdentity: false })[0]).not.toContain('xyNet')
  })

  it('keeps a private element only of the safe list, with its creator and the form that the list says', () => {
    const { file, report } = run(
      withExtra(
        { tag: 0x00190010, vr: 'LO', value: 'SIEMENS MR HEADER' },
        { tag: 0x0019100c, vr: 'IS', value: '800' },
        { tag: 0x0019100d, vr: 'CS', value: 'Nguyễn' },
        { tag: 0x001910aa, vr: 'LO', value: 'Hưng' },
      ),
    )
    expect(file.elements.filter(({ tag }) => (tag >>> 16) & 1).map(({ tag }) => tag)).toEqual([0x00190010, 0x0019100c])
    expect(report.privateKept).toBe(1)
    expect(
      run(withExtra({ tag: 0x00190010, vr: 'LO', value: 'SIEMENS MR HEADER' })).file.elements.some(
        ({ tag }) => tag === 0x00190010,
      ),
    ).toBe(false)
  })

  it('finds the known names in text that equipment usually writes', () => {
    const { file, bytes } = run(withExtra({ tag: 0x00181020, vr: 'LO', value: 'syngo NGUYEN v1' }))
    expect(findElement(file.elements, 0x00181020)).toBeDefined()
    expect(holds(bytes, 'NGUYEN')).toBe(false)
  })

  it('removes what hides identity under a wrong or unknown form', () => {
    const { bytes } = run(
      withExtra(
        { tag: 0x00281051, vr: 'DS', value: 'Hưng 1975' },
        { tag: 0x00180015, vr: 'CS', value: 'Hưng' },
        { tag: 0x00280030, vr: 'LO', value: 'Hưng' },
        { tag: 0x0018ff01, vr: 'LO', value: 'Hưng' },
        { tag: 0x00081032, vr: 'OB', value: 'Hưng' },
        { tag: 0x00280120, vr: 'US', value: 'Hưng from Hanoi' },
      ),
    )
    expect(holds(bytes, 'Hưng')).toBe(false)
  })

  it('records cleaned pixels when told so', () => {
    const result = deidentify(testFile(base), { profile: defaultProfile, secret: testSecret, pixelsCleaned: true })
    expect(result.ok && holds(result.bytes, '113101')).toBe(true)
  })
})

describe('names in every character set', () => {
  const latin = (value: string): Uint8Array => Uint8Array.from(value, (character) => character.charCodeAt(0))
  const names: [terms: string, name: Uint8Array, words: (string | Uint8Array)[]][] = [
    ['ISO_IR 192', new TextEncoder().encode('Phạm^Thị Thảo'), ['Phạm', 'Thảo']],
    [
      '\\ISO 2022 IR 149',
      latin('Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf'),
      ['Gildong', latin('\xb1\xe6\xb5\xbf'), latin('\xd1\xce\xd4\xd7')],
    ],
    ['ISO_IR 149', latin('\xc8\xab^\xb1\xe6\xb5\xbf'), [latin('\xb1\xe6\xb5\xbf')]],
    ['GB18030', latin('Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab'), ['XiaoDong', latin('\xd0\xa1\xb6\xab')]],
    ['\\ISO 2022 IR 87', latin('Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B'), ['Yamada', latin('B@O:')]],
    ['', new TextEncoder().encode('Lê^Văn Đức'), ['Đức', 'Lê']],
    ['ISO_IR 100', new TextEncoder().encode('Vũ^Đức Đam'), ['Đam']],
  ]
  for (const [terms, name, words] of names) {
    for (const profile of [basicProfile, defaultProfile]) {
      it(`${terms || 'none declared'}, ${profile.name}: gone from names, descriptions, comments and codes`, () => {
        const spread = [
          0x00081030, 0x0008103e, 0x00181030, 0x00204000, 0x00104000, 0x00420010, 0x00181020, 0x00080070, 0x00180015,
        ]
        const vrs: Record<number, string> = { 0x00204000: 'LT', 0x00104000: 'LT', 0x00420010: 'ST', 0x00180015: 'CS' }
        const elements: TestElement[] = [
          { tag: 0x00080005, vr: 'CS', value: terms },
          { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' },
          { tag: 0x00100010, vr: 'PN', value: name },
          ...spread.map((tag) => ({ tag, vr: vrs[tag] ?? 'LO', value: Uint8Array.from([...latin('CT '), ...name]) })),
          {
            tag: 0x00400275,
            vr: 'SQ',
            items: [
              [
                { tag: 0x00400007, vr: 'LO', value: name },
                { tag: 0x00321060, vr: 'LO', value: name },
              ],
            ],
          },
          { tag: 0x00081032, vr: 'SQ', items: [[{ tag: 0x00080104, vr: 'LO', value: name }]] },
        ]
        const { bytes } = run(
          elements.toSorted((a, b) => a.tag - b.tag),
          profile,
        )
        for (const word of words) expect(holds(bytes, word)).toBe(false)
      })
    }
  }
})

it('keeps its tables between files of a case', () => {
  const run2 = createDeidentifier({ profile: defaultProfile, secret: testSecret })
  const a = run2(testFile(ctElements()))
  const b = run2(testFile(ctElements()))
  expect(a).toEqual(b)
})
