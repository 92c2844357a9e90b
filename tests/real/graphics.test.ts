import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deidentifyCommand } from '#src/domains/imaging/cli-deidentify.ts'
import { missing, python, tool } from './deidentify-data.ts'

const absent = await missing(['pydicom', 'dcmdump'])
const judge = join(import.meta.dirname, 'graphics-judge.py')

interface Judged {
  readonly codes: readonly string[]
  readonly leaks: readonly string[]
  readonly groups: readonly string[]
  readonly region?: boolean
  readonly texts?: readonly string[]
  /** Different points of each drawn object. */
  readonly points?: readonly number[]
}

describe.skipIf(absent.length > 0)('the Clean Graphics option, over objects made and judged by pydicom', () => {
  let folder = ''
  const run = async (name: string, ...args: string[]): Promise<Record<'region' | 'state', Judged>> => {
    const io = { out: () => {}, err: () => {} }
    const paths = [join(folder, 'in'), join(folder, name)]
    expect(await deidentifyCommand([...paths, '--keep-names', '--profile', ...args], io)).toBe(0)
    for (const file of ['region.dcm', 'state.dcm'])
      expect((await tool('dcmdump', ['-q', join(folder, name, file)])).failed).toBe(false)
    const { out, err } = await tool(python, [judge, 'judge', join(folder, name)])
    if (out === '') throw new Error(err)
    return JSON.parse(out) as Record<'region' | 'state', Judged>
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hoi-graphics-'))
    await mkdir(join(folder, 'in'))
    const { failed, err } = await tool(python, [judge, 'make', join(folder, 'in')])
    if (failed) throw new Error(err)
  })

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  it('keeps regions and shapes, no word that names, no graphics plane, no curve, no stroke', async () => {
    const { region, state } = await run('clean', 'default', '--set', 'graphics=clean')
    for (const { codes, leaks } of [region, state]) {
      expect(codes).toContain('113103')
      expect(leaks).toEqual([])
    }
    expect(region).toMatchObject({ groups: ['6000'], region: true })
    expect(state.texts?.[0]).toBe('REMOVED')
    expect(state.texts?.[1]).toMatch(/^aneurysm 5 mm/)
    expect(state.points).toEqual([2, 2, 1])
  })

  it('keeps them over the basic profile, too, where descriptions go', async () => {
    const { region, state } = await run('basic-clean', 'basic', '--set', 'graphics=clean')
    expect([...region.leaks, ...state.leaks]).toEqual([])
    expect(region).toMatchObject({ groups: ['6000'], region: true })
    expect(state.points).toEqual([2, 2, 1])
  })

  it('without it leaves no plane, no word and no drawing', async () => {
    const { region, state } = await run('basic', 'basic')
    expect([region.codes, state.codes].flat()).not.toContain('113103')
    expect([...region.leaks, ...state.leaks]).toEqual([])
    expect(region.groups).toEqual([])
    expect(state.texts).toEqual(['REMOVED', 'REMOVED'])
    expect(state.points?.every((count) => count <= 1)).toBe(true)
  })
})
