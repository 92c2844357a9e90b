import { type FileTables, fileTablesOf } from '#src/lib/imaging/lut/index.ts'
import { load, type Refused } from './read.ts'
import { release } from './release.ts'

/** Tables of a stored object, which are too long to stand in its kept header. */
export const tableTasks = {
  async tables({ path }: { path: string }): Promise<{ ok: true; tables: FileTables } | Refused> {
    const loaded = await load(path)
    if ('ok' in loaded) return loaded
    const tables = fileTablesOf(loaded.file)
    release(loaded.bytes)
    return { ok: true, tables }
  },
}
