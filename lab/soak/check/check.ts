import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readCoco } from '../../../demo/exports/read-coco.ts'
import { readCsv } from '../../../demo/exports/read-csv.ts'
import { readJsonLines } from '../../../demo/exports/read-json-lines.ts'
import { readHistory } from '../history/read-history.ts'
import type { Exported } from '../history/record.ts'
import { checkAnswers } from './check-answers.ts'
import { checkCounters } from './check-counters.ts'
import { checkExports } from './check-exports.ts'
import { checkFiles } from './check-files.ts'
import { checkItems } from './check-items.ts'
import { checkOrder } from './check-order.ts'
import { checkPages } from './check-pages.ts'
import { checkReviews } from './check-reviews.ts'
import { checkWork } from './check-work.ts'
import type { Check, Evidence, Finding, ReadExport } from './evidence.ts'
import { hasDump, readDump } from './read-dump.ts'
import { readOrchestrations } from './read-orchestrations.ts'
import { readSqlite } from './read-sqlite.ts'
import { sortDocuments } from './read-store.ts'

const checks: readonly Check[] = [
  checkAnswers,
  checkReviews,
  checkOrder,
  checkItems,
  checkCounters,
  checkPages,
  checkFiles,
  checkExports,
  checkWork,
]

export const judge = (evidence: Evidence): readonly Finding[] => checks.flatMap((check) => check(evidence))

const filesThatAre = z.object({
  projects: z.record(
    z.string(),
    z.array(z.object({ path: z.string(), etag: z.string(), width: z.number(), height: z.number() })),
  ),
  exports: z.array(z.string()),
})

const read = {
  Coco: { reader: readCoco, names: ['labels_default.json'] },
  Dataset: { reader: readJsonLines, names: ['MLTable', 'labeledDatapoints.jsonl'] },
  Csv: { reader: readCsv, names: ['labeledDatapoints.csv'] },
}

const removal = z.object({ path: z.string() })

/** A datastore has the name of its project here. */
const readExport = async (dataDir: string, { id, format, project, since }: Exported): Promise<ReadExport> => {
  const { reader, names } = read[format]
  const file = (name: string): Promise<string> => readFile(join(dataDir, 'soak-exports', id, name), 'utf8')
  const texts = new Map<string, string>()
  for (const name of names) texts.set(name, await file(name))
  const removed = since === undefined ? [] : (await file('removed.jsonl')).split('\n').slice(0, -1)
  return {
    rows: reader((name) => texts.get(name) ?? '', `AmlDatastore://${project}/`),
    removed: removed.map((line) => removal.parse(JSON.parse(line)).path),
  }
}

/** Reads all that a run has left in its data folder. */
const readEvidence = async (dataDir: string): Promise<Evidence> => {
  const history = await readHistory(join(dataDir, 'soak-history.jsonl'))
  const exported = new Map<string, ReadExport>()
  for (const one of history.exports) exported.set(one.id, await readExport(dataDir, one))
  const files = filesThatAre.parse(JSON.parse(await readFile(join(dataDir, 'soak-files.json'), 'utf8')))
  const raw = hasDump(dataDir) ? await readDump(dataDir) : readSqlite(dataDir)
  const orchestrations = await readOrchestrations(dataDir)
  return { store: sortDocuments(raw), history, files, exported, orchestrations }
}

/** Holds what a run has left against what was promised while it ran. The service is stopped by then. */
export const check = async (dataDir: string): Promise<readonly Finding[]> =>
  judge(await readEvidence(dataDir))
