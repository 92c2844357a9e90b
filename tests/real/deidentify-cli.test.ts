import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deidentifyCommand } from '#src/domains/imaging/cli-deidentify.ts'
import { ctElements, holds, testFile } from '#src/lib/dicom/testing.ts'

describe('hoi deidentify', () => {
  let folder = ''
  let lines: string[] = []
  let errors: string[] = []
  const io = { out: (line: string) => void lines.push(line), err: (line: string) => void errors.push(line) }
  const run = (...args: string[]): Promise<number> => deidentifyCommand(args, io)
  const files = async (name: string): Promise<string[]> =>
    (await readdir(join(folder, name), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + name.length + 2))
      .toSorted()

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoi-cli-'))
    lines = []
    errors = []
    await mkdir(join(folder, 'in/NGUYEN VAN HUNG'), { recursive: true })
    const other = ctElements().map((element) =>
      element.tag === 0x00100020 ? { ...element, value: 'BN99999' } : element,
    )
    await writeFile(join(folder, 'in/NGUYEN VAN HUNG/hung-1.dcm'), testFile(ctElements()))
    await writeFile(join(folder, 'in/other.dcm'), testFile(other))
    await writeFile(join(folder, 'secret'), 'a secret of more than sixteen bytes')
  })

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  it('writes a folder under new names, one pseudonym for each patient, and a report without values', async () => {
    const report = join(folder, 'report.json')
    const args = ['--profile', 'default', '--secret-file', join(folder, 'secret')]
    expect(await run(join(folder, 'in'), join(folder, 'out'), ...args, '--report', report)).toBe(0)
    const written = await files('out')
    expect(written.length).toBe(2)
    expect(written.every((path) => /^HOI-[A-Z2-9]{12}\/2\.25\.\d+\.dcm$/.test(path))).toBe(true)
    const told = await readFile(report, 'utf8')
    for (const value of ['Hưng', 'hung', 'HUNG', 'BN0012345', 'other']) expect(told).not.toContain(value)
    expect(JSON.parse(told).files.length).toBe(2)

    expect(await run(join(folder, 'out'), join(folder, 'again'), ...args)).toBe(0)
    expect(await files('again')).toEqual(written)
    for (const path of written) {
      expect(await readFile(join(folder, 'again', path))).toEqual(await readFile(join(folder, 'out', path)))
    }
  })

  it('goes on past what is broken, lists it, and says so in the exit code', async () => {
    await writeFile(join(folder, 'in/broken.dcm'), testFile(ctElements()).subarray(0, 600))
    await writeFile(join(folder, 'in/setup.dcm'), Buffer.from('MZ\x90\0 not an image at all'))
    expect(await run(join(folder, 'in'), join(folder, 'out'), '--profile', 'basic')).toBe(1)
    expect((await files('out')).length).toBe(2)
    expect(errors.some((line) => /broken\.dcm: truncated/.test(line))).toBe(true)
    expect(errors.some((line) => /setup\.dcm: not-dicom/.test(line))).toBe(true)
    expect(lines.at(0)).toContain('2 files de-identified')
    expect(lines.at(0)).toContain('2 refused')
  })

  it('takes the options of the standard one by one, also as `hoi` passes them on', async () => {
    const { readDicom } = await import('#src/lib/dicom/index.ts')
    const { deidentifyCommand: command } = await import('#src/cli/deidentify.ts')
    const { parse } = await import('#src/platform/cli/parse.ts')
    const paths = [join(folder, 'in/other.dcm'), join(folder, 'one.dcm')]
    const given = [
      ...paths,
      '--profile',
      'basic',
      '--set',
      'graphics=clean',
      '--set',
      'patient-characteristics=age-sex',
    ]
    const { args } = parse(command, given)
    const said: string[] = []
    const say = (line: string): void => void said.push(line)
    expect(await command.run(args, { say } as unknown as Parameters<typeof command.run>[1])).toBe(0)
    expect(said.join()).toContain('basic+')
    const bytes = await readFile(paths[1]!)
    for (const kept of ['113103', '113108', '090Y']) expect([kept, holds(bytes, kept)]).toEqual([kept, true])
    expect(readDicom(bytes).ok).toBe(true)
    expect(await run(...paths, '--profile', 'basic', '--set', 'graphics=maybe')).toBe(2)
    expect(errors.join()).toMatch(/graphics=maybe[\s\S]*graphics=remove\|clean/)
  })

  it('keeps names only when asked', async () => {
    expect(await run(join(folder, 'in'), join(folder, 'out'), '--profile', 'basic', '--keep-names')).toBe(0)
    expect(await files('out')).toEqual(['NGUYEN VAN HUNG/hung-1.dcm', 'other.dcm'])
  })

  it('writes a file for a file, and keeps two files with one UID apart', async () => {
    expect(await run(join(folder, 'in/other.dcm'), join(folder, 'one.dcm'), '--profile', 'basic')).toBe(0)
    expect(holds(await readFile(join(folder, 'one.dcm')), 'BN99999')).toBe(false)
    await writeFile(join(folder, 'in/twin.dcm'), testFile(ctElements()))
    expect(await run(join(folder, 'in'), join(folder, 'out'), '--profile', 'basic')).toBe(0)
    expect((await files('out')).length).toBe(3)
  })

  it('refuses what it cannot do, and writes nothing', async () => {
    expect(await run()).toBe(2)
    expect(await run(join(folder, 'in'), join(folder, 'out'))).toBe(2)
    expect(await run(join(folder, 'in'), join(folder, 'in'), '--profile', 'basic')).toBe(2)
    expect(await run(join(folder, 'absent'), join(folder, 'out'), '--profile', 'basic')).toBe(2)
    expect(await run(join(folder, 'in'), join(folder, 'out'), '--profile', 'basic', '--unknown')).toBe(2)
    expect(await readdir(folder)).toEqual(['in', 'secret'])
  })
})
