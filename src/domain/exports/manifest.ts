import { toIso } from '../core/time.ts'
import type { ExportFile, ExportPlan } from '../model/exports/export.ts'
import { reportTally } from '../model/files/file-report.ts'
import type { ExportPart } from '../model/exports/export-part.ts'

type Counts = Readonly<Record<string, number>>

const sum = (all: readonly Counts[]): Record<string, number> => {
  const total: Record<string, number> = {}
  for (const counts of all)
    for (const [key, value] of Object.entries(counts)) total[key] = (total[key] ?? 0) + value
  return total
}

/** The sums over all parts of an export. */
export interface ExportTotals {
  readonly seen: number
  readonly rows: number
  readonly problems: number
  readonly faults: Counts
  readonly states: Counts
  readonly classes: Counts
  readonly splits: Counts
  readonly leftOut: Counts
  readonly removed: number
  readonly changed: number
  readonly itemFiles: number
  readonly unsaid: Counts
}

export const sumParts = (parts: readonly ExportPart[]): ExportTotals => ({
  seen: parts.reduce((total, { seen }) => total + seen, 0),
  rows: parts.reduce((total, { rows }) => total + rows, 0),
  problems: parts.reduce((total, { problems }) => total + problems, 0),
  faults: sum(parts.map(({ faults }) => faults)),
  states: sum(parts.map(({ states }) => states)),
  classes: sum(parts.map(({ classes }) => classes)),
  splits: sum(parts.map(({ splits }) => splits)),
  leftOut: sum(parts.map(({ leftOut }) => leftOut)),
  removed: parts.reduce((total, { removed }) => total + removed, 0),
  changed: parts.reduce((total, { changed }) => total + changed, 0),
  itemFiles: parts.reduce((total, { itemFiles }) => total + itemFiles, 0),
  unsaid: sum(parts.map(({ unsaid }) => unsaid)),
})

/** `[{ problem: 'Unreadable', reason: 'Archived', count: 2 }]`; undefined if there are none. */
const problemsOf = (faults: Counts) =>
  Object.keys(faults).length === 0
    ? undefined
    : Object.entries(faults)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, count]) => {
          const [problem, reason] = key.split(':')
          return { problem, reason, count }
        })

/** The manifest of an export as JSON: inputs, counts, and files with checksums. Deterministic. */
export const manifestOf = (
  plan: ExportPlan,
  totals: ExportTotals,
  files: readonly ExportFile[],
  serviceVersion: string,
): string => {
  const byClass = plan.classes.flatMap(({ id: classId, path: name }) =>
    totals.classes[classId] === undefined ? [] : [[name, totals.classes[classId]] as const],
  )
  const manifest = {
    service: { name: 'Etiquette', version: serviceVersion },
    export: plan.export,
    snapshotAt: toIso(plan.snapshotAt),
    /** The paths of items are relative to `prefix` in the container. */
    project: {
      name: plan.project,
      displayName: plan.displayName,
      description: plan.description,
      dataset: plan.dataset,
      datastore: plan.datastore,
      containerUrl: plan.containerUrl,
      prefix: plan.prefix,
      path: plan.path,
      mediaType: plan.mediaType,
      taskType: plan.taskType,
      /** All classes in their order, also those that no row has; then the withdrawn ones. */
      classes: plan.classes.map(({ id: classId, path: name, withdrawn }) => ({
        id: classId,
        name,
        withdrawn,
      })),
    },
    /** The files in the datastore, as of the last pass over them. */
    sourceFiles: plan.sourceFiles && reportTally(plan.sourceFiles, true),
    format: plan.format,
    include: plan.include,
    unsized: plan.unsized,
    wholeImageBoxes: plan.wholeImageBoxes,
    fileNames: plan.fileNames,
    uri: plan.uri,
    split: plan.split,
    since: plan.since && { export: plan.since.export, snapshotAt: toIso(plan.since.at) },
    counts: {
      items: totals.seen,
      rows: totals.rows,
      byState: totals.states,
      byClass: Object.fromEntries(byClass),
      bySplit: plan.split && totals.splits,
      /** Rows without a usable image. */
      withoutImage: totals.problems,
      /** Rows whose file changed after they were labeled; `changed.jsonl` lists them. */
      changed: totals.changed,
      /** Items without a row, each by the first reason that applies. With `rows` they add up to `items`. */
      leftOut: {
        importedLater: totals.leftOut['Later'] ?? 0,
        missing: totals.leftOut['Missing'] ?? 0,
        /** Removed from the project; other items that `include` leaves out are `notIncluded`. */
        removed: totals.leftOut['Removed'] ?? 0,
        notIncluded: totals.leftOut['NotIncluded'] ?? 0,
        unchanged: totals.leftOut['Unchanged'] ?? 0,
        withoutImage: totals.leftOut['WithoutImage'] ?? 0,
      },
      /** Items without a usable image, rows or not, by reason; `problems.jsonl` lists them. */
      problems: problemsOf(totals.faults),
      /** Items of the export `since` that are no longer in it; `removed.jsonl` lists them. */
      removed: plan.since && totals.removed,
      /** The number of item files, which `files` does not list. */
      itemFiles: totals.itemFiles === 0 ? undefined : totals.itemFiles,
      /** Features of labels that the format does not support, by reason; `unsaid.jsonl` lists them. */
      unsaid: Object.keys(totals.unsaid).length === 0 ? undefined : totals.unsaid,
    },
    files: files.map(({ name, path: at, contentType, size, sha256 }) => ({
      name,
      path: at,
      contentType,
      size,
      sha256,
    })),
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}
