import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import {
  basicProfile,
  charsetIn,
  createDeidentifier,
  defaultProfile,
  type Deidentifier,
  type DeidentifyProfile,
  type DeidentifyReport,
  patientCase,
  readDicom,
  tableEdition,
  textOf,
} from '#src/lib/dicom/index.ts'
import { optionLines, withOptions } from './cli-options.ts'

export interface CommandIo {
  out(line: string): void
  err(line: string): void
}

const usage = `hoi deidentify IN OUT --profile basic|default [--set OPTION=VALUE]... [--keep-names] [--report FILE]
               [--secret-file FILE]

IN            a DICOM file, or a folder that is walked
OUT           a file for a file, otherwise a folder; nothing in IN is changed
--profile     basic: PS3.15 Basic Profile; default: dates shifted, age, sex and device kept, descriptions cleaned
--set         an option of PS3.15 otherwise than the profile has it:
${optionLines()}
--keep-names  keep file and folder names, which often name the patient; without it they are replaced
--report      what was done to what, as JSON without values
--secret-file at least 16 bytes that pseudonyms derive from; also HOI_DEIDENTIFY_SECRET. Without one a random secret is
              used once: another run gives other pseudonyms`

/** Larger files are refused: they would be held in memory twice. */
const maxFileBytes = 2 ** 31 - 1

interface Request {
  readonly input: string
  readonly output: string
  readonly profile: DeidentifyProfile
  readonly keepNames: boolean
  readonly report: string | undefined
  readonly secret: Uint8Array
}

interface Failure {
  readonly name: string
  readonly code: string
  readonly message: string
  readonly offset: number
}

interface Tally {
  done: number
  bytes: number
  look: number
  readonly failures: Failure[]
  readonly reports: { file: string; report: DeidentifyReport }[]
}

/**
 * `hoi deidentify`: writes a de-identified copy of a file or folder, one case per patient, and goes on past broken files,
 * which it lists with the reason. Outputs appear whole or not at all. Returns the exit code: 0 all done, 1 some files were
 * refused, 2 the command could not be carried out.
 */
export async function deidentifyCommand(argv: string[], io: CommandIo): Promise<number> {
  const request = await parseRequest(argv, io)
  if (!request) return 2
  const files = await listFiles(request)
  if (files.length === 0) {
    io.err('no files found')
    return 2
  }
  const tally: Tally = { done: 0, bytes: 0, look: 0, failures: [], reports: [] }
  const worker = createWorker(request, files.length > 1 || files[0] !== request.input)
  const started = performance.now()
  let told = started
  for (const [index, file] of files.entries()) {
    const failure = await worker(file, tally)
    if (failure) {
      tally.failures.push(failure)
      io.err(`refused ${failure.name}: ${failure.code}, ${failure.message}`)
    }
    if (performance.now() - told > 1000) {
      told = performance.now()
      io.err(
        `${index + 1} of ${files.length} files, ${megabytes(tally.bytes)} MB, ${Math.round((told - started) / 1000)} s`,
      )
    }
  }
  if (request.report) await writeWhole(request.report, Buffer.from(reportJson(request, tally)))
  io.out(
    `${tally.done} files de-identified (${request.profile.name}, PS3.15 ${tableEdition}), ${tally.failures.length} refused`,
  )
  if (tally.look > 0)
    io.out(`${tally.look} files may show text in the image: a person has to look at each before it is shared`)
  return tally.failures.length > 0 ? 1 : 0
}

async function parseRequest(argv: string[], io: CommandIo): Promise<Request | undefined> {
  const refuse = (reason: string): undefined => {
    io.err(`${reason}\n\n${usage}`)
  }
  let parsed
  try {
    parsed = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        profile: { type: 'string' },
        set: { type: 'string', multiple: true, default: [] },
        'keep-names': { type: 'boolean', default: false },
        report: { type: 'string' },
        'secret-file': { type: 'string' },
      },
    })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'cannot read the options')
  }
  const { values, positionals } = parsed
  const [input, output, ...rest] = positionals
  if (!input || !output || rest.length > 0) return refuse('IN and OUT are needed')
  const profile = values.profile === 'basic' ? basicProfile : values.profile === 'default' ? defaultProfile : undefined
  if (!profile) return refuse('--profile is basic or default')
  const chosen = withOptions(profile, values.set)
  if (typeof chosen === 'string') return refuse(`--set ${chosen}: there is no such option or value`)
  const secret = await readSecret(values['secret-file'], io)
  if (!secret) return refuse('the secret cannot be read or is shorter than 16 bytes')
  const paths = { input: resolve(input), output: resolve(output) }
  if (!(await stat(paths.input).catch(() => undefined))) return refuse(`${input} cannot be read`)
  if (paths.input === paths.output) return refuse('OUT must not be IN')
  return { ...paths, profile: chosen, keepNames: values['keep-names'], report: values.report, secret }
}

async function readSecret(file: string | undefined, io: CommandIo): Promise<Uint8Array | undefined> {
  const given = file ? await readFile(file).catch(() => Buffer.alloc(0)) : process.env.HOI_DEIDENTIFY_SECRET
  if (given === undefined) {
    io.err('no secret given: pseudonyms are good for this run only')
    return randomBytes(32)
  }
  const bytes = Buffer.from(given)
  return bytes.length < 16 ? undefined : createHash('sha256').update(bytes).digest()
}

/** All regular files below IN in a stable order; links are not followed, OUT is left out. */
async function listFiles({ input, output }: Request): Promise<string[]> {
  if ((await stat(input)).isFile()) return [input]
  const files: string[] = []
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (path === output) continue
      if (entry.isDirectory()) await walk(path)
      else if (entry.isFile()) files.push(path)
    }
  }
  await walk(input)
  return files
}

/** De-identifies one file after the other, keeping a de-identifier per patient; returns why a file was refused. */
function createWorker(
  request: Request,
  intoFolder: boolean,
): (path: string, tally: Tally) => Promise<Failure | undefined> {
  const { input, output, profile, keepNames } = request
  const cases = new Map<string, Deidentifier>()
  const taken = new Set<string>()
  return async (path, tally) => {
    const local = relative(input, path) || path.slice(dirname(path).length + 1)
    const refused = (code: string, message: string, offset = 0): Failure => ({ name: local, code, message, offset })
    let bytes: Uint8Array
    try {
      if ((await stat(path)).size > maxFileBytes) return refused('too-large', 'larger than 2 GB')
      bytes = await readFile(path)
    } catch {
      return refused('unreadable', 'cannot be read from disk')
    }
    const patient = patientOf(bytes)
    const { secret, pseudonym } = patientCase(request.secret, patient)
    let run = cases.get(pseudonym)
    if (!run) {
      if (cases.size > 1000) cases.clear()
      run = createDeidentifier({ profile, secret, pseudonym })
      cases.set(pseudonym, run)
    }
    const result = run(bytes)
    if (!result.ok) return refused(result.code, result.message, result.offset)
    const name = keepNames ? local : newName(pseudonym, result.report.sopInstance, local, request.secret)
    const target = intoFolder || (await isFolder(output)) ? free(join(output, name), taken) : output
    try {
      await writeWhole(target, result.bytes)
    } catch {
      return refused('unwritable', 'the output cannot be written')
    }
    tally.done += 1
    tally.bytes += bytes.length
    if (result.report.burnedIn.risk !== 'none') tally.look += 1
    if (request.report) tally.reports.push({ file: relative(output, target) || name, report: result.report })
    return undefined
  }
}

/** What tells patients apart: the id, else the name, else the study. */
function patientOf(bytes: Uint8Array): string {
  const file = readDicom(bytes, { untilTag: 0x0020000e })
  if (!file.ok) return ''
  const charset = charsetIn(file.bytes, file.elements)
  const text = (tag: number): string => textOf(file.bytes, file.elements, tag, charset)
  return text(0x00100020) || text(0x00100010) || text(0x0020000d)
}

function newName(pseudonym: string, sopInstance: string, local: string, secret: Uint8Array): string {
  const fallback = (): string => createHash('sha256').update(secret).update(local).digest('hex').slice(0, 24)
  return join(pseudonym, `${sopInstance || fallback()}.dcm`)
}

/** The path, or one with a number where this run has already written there: same UID, two files. */
function free(path: string, taken: Set<string>): string {
  let candidate = path
  for (let n = 2; taken.has(candidate); n += 1) candidate = path.replace(/(\.dcm)?$/, `-${n}$1`)
  taken.add(candidate)
  return candidate
}

async function isFolder(path: string): Promise<boolean> {
  if (path.endsWith(sep)) return true
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

/** Writes beside the target and renames, so that nobody ever sees a part. */
async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  const part = `${target}.${process.pid}.part`
  try {
    await writeFile(part, bytes)
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

function reportJson({ profile, keepNames }: Request, tally: Tally): string {
  const refused = tally.failures.map(({ name, ...failure }, index) => ({
    file: keepNames ? name : `refused ${index + 1}`,
    ...failure,
  }))
  const files = tally.reports.map(({ file, report: { profile: _profile, ...report } }) => ({ file, ...report }))
  return `${JSON.stringify({ profile, edition: tableEdition, files, refused }, null, 1)}\n`
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
