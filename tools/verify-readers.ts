import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { lacksNeeds } from './run-verifications.ts'
import { removeData, startService } from './service.ts'
import { makeCases, type ReaderCase } from './readers/cases.ts'
import type { Assignment } from './readers/compare.ts'
import { damageCase } from './readers/damage.ts'
import { readerProjects } from './readers/projects.ts'
import { findPython, openEnvironment, type Python } from './readers/python-environment.ts'
import { readers } from './readers/readers.ts'
import { runReader, type Interpreters } from './readers/run-readers.ts'
import { judgeReader, type Trial } from './readers/try-readers.ts'
import { readTruth, type ProjectTruth } from './readers/truth.ts'
import { createReaderWorld } from './readers/world.ts'

// Opens exports by the packages that read them, and compares what each finds with the API.

const execute = promisify(execFile)
const tools = join(import.meta.dirname, 'readers')

const openEnvironments = async (python: Python): Promise<Interpreters> => {
  const open = (name: string) => openEnvironment(python, join(tools, `${name}.txt`))
  const [annotations, tables] = await Promise.all([open('annotations'), open('tables')])
  return { annotations, tables }
}

interface Exported {
  readonly cases: readonly ReaderCase[]
  readonly truths: ReadonlyMap<string, ProjectTruth>
}

/** The export of each format whose damaged copies readers must notice. */
const isDamagedToo = ({ name }: ReaderCase): boolean => name.endsWith('one-class whole')

const exportProjects = async (
  service: Awaited<ReturnType<typeof startService>>,
  folder: string,
  interpreters: Interpreters,
): Promise<Exported> => {
  const world = await createReaderWorld(service, join(folder, 'made'), async (list, out) => {
    await execute(interpreters.tables, [join(tools, 'python', 'make_pictures.py'), list, out])
  })
  const cases: ReaderCase[] = []
  const truths = new Map<string, ProjectTruth>()
  for (const project of readerProjects) {
    truths.set(project.name, await readTruth(world.admin, project.name))
    cases.push(...(await makeCases(world, project, folder)))
  }
  const damaged = await Promise.all(cases.filter(isDamagedToo).map(damageCase))
  return { cases: [...cases, ...damaged.flat()], truths }
}

const atOnce = 2

const tryReaders = async (
  { cases, truths }: Exported,
  interpreters: Interpreters,
  folder: string,
): Promise<readonly Trial[]> => {
  const assignments = new Map<string, Assignment>()
  const assignmentOf = (project: string): Assignment => {
    const known = assignments.get(project) ?? new Map<string, string>()
    assignments.set(project, known)
    return known
  }
  const trials: Trial[] = []
  const waiting = [...readers]
  const work = async (): Promise<void> => {
    for (let reader = waiting.shift(); reader; reader = waiting.shift()) {
      const found = await runReader(reader, interpreters, cases, join(folder, 'python'))
      const judged = judgeReader(reader, cases, found, truths, assignmentOf)
      for (const line of judged.flatMap(({ lines }) => lines)) console.log(line)
      trials.push(...judged)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return trials
}

const verify = async (python: Python): Promise<boolean> => {
  const interpreters = await openEnvironments(python)
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-readers-'))
  const service = await startService({ dataDir: join(folder, 'service') })
  try {
    const exported = await exportProjects(service, folder, interpreters)
    const trials = await tryReaders(exported, interpreters, folder)
    const failed = trials.filter(({ passed }) => !passed).length
    console.log(`\n${trials.length - failed} passed, ${failed} failed`)
    return failed === 0
  } finally {
    await service.stop()
    if (process.env['KEEP_READERS'] === undefined) await removeData(folder)
    else console.log(`The exports are in ${folder}`)
  }
}

const python = findPython()
if (typeof python === 'string') {
  console.log(python)
  process.exitCode = lacksNeeds
} else process.exitCode = (await verify(python)) ? 0 : 1
