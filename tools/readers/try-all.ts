import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeCases, type ReaderCase } from './cases.ts'
import type { Assignment } from './compare.ts'
import { damageCase } from './damage.ts'
import { tryExamples, tryReadmes } from './examples.ts'
import { readerProjects } from './projects.ts'
import { readers } from './readers.ts'
import { runReader, type Interpreters } from './run-readers.ts'
import { judgeReader, type Trial } from './try-readers.ts'
import { readTruth, type ProjectTruth } from './truth.ts'
import type { ReaderWorld } from './world.ts'

interface Exported {
  readonly cases: readonly ReaderCase[]
  readonly truths: ReadonlyMap<string, ProjectTruth>
}

/** The export of each format whose damaged copies readers must notice. */
const isDamagedToo = ({ name }: ReaderCase): boolean => name.endsWith(' one-class whole')

/** Exports each project in each way, and reads what the API says about it. */
export const exportProjects = async (world: ReaderWorld, folder: string): Promise<Exported> => {
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

/** Opens the exports by each reader and each example, and passes each outcome to `onTrial`. */
export const tryAll = async (
  { cases, truths }: Exported,
  interpreters: Interpreters,
  folder: string,
  onTrial: (trial: Trial) => void,
): Promise<void> => {
  const assignments = new Map<string, Assignment>()
  const assignmentOf = (project: string): Assignment => {
    const known = assignments.get(project) ?? new Map<string, string>()
    assignments.set(project, known)
    return known
  }
  const page = await readFile(join(import.meta.dirname, '../../docs/exports.md'), 'utf8')
  const jobs: (() => Promise<readonly Trial[]>)[] = [
    ...readers.map((reader) => async () => {
      const found = await runReader(reader, interpreters, cases, join(folder, 'python'))
      return judgeReader(reader, cases, found, truths, assignmentOf)
    }),
    () => tryExamples(page, cases, interpreters.tables),
    () => tryReadmes(cases, interpreters.tables),
  ]
  const work = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) for (const trial of await job()) onTrial(trial)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
