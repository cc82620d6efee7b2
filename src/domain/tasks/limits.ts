import { maxHistoryBytes } from '../model/items/bound-history.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { incrementsPerOperation, maxBatchBytes, maxBatchCost } from '../ports/store.ts'
import type { Task, Weight } from './task.ts'

/** The most items of a page for any task type. */
export const maxPageSize = 50
/** The items of a page for which a frontend asks no size. */
export const defaultPageSize = 20
/** The most items of a review batch, because one audit entry lists them all. */
export const maxReviewBatch = 20

/** The most bytes of a UTF-16 unit in JSON (`\u0001`). */
const bytesPerUnit = 6
/** Paths have at most 1 024 characters, reasons at most 1 000. */
const pathBytes = 1024 * bytesPerUnit
const reasonBytes = 1000 * bytesPerUnit
/** The other fields of an item, and the fields that an engine adds to a document. */
const itemBytes = 1536
const pageItemBytes = 256

const segmentCounters = 12
/** Of new answers: labels, skips and their time on one day. */
const newAnswerCounters = 3
/** Of an answer that ends, on its day: one less of its type, one more of its end. */
const endCounters = 2

/** Operations for the increments of the segment counters by the heaviest labels: at most one path for each class. */
const counterOperations = (
  items: number,
  { counters }: Weight,
  classes: number,
  answerCounters: number,
): number =>
  Math.ceil((Math.min(items * counters, classes) + segmentCounters + answerCounters) / incrementsPerOperation)

const documentBytes = (items: number, { bytes }: Weight): number =>
  items * (itemBytes + pathBytes + maxHistoryBytes + Math.max(bytes, reasonBytes))

const largest = (most: number, fits: (items: number) => boolean): number => {
  for (let items = most; items > 1; items -= 1) if (fits(items)) return items
  return 1
}

type Limited = Pick<ProjectDocument, 'classes'>

/** The most items of a page, so that its submit fits one batch: items, lease, dispatch document, counters of the labeler, and of the segment. */
export const pageLimit = (task: Task, { classes }: Limited): number => {
  const heaviest = task.heaviest(classes.length)
  return largest(maxPageSize, (items) => {
    const operations = items + 2 + 2 + counterOperations(items, heaviest, classes.length, newAnswerCounters)
    const bytes = documentBytes(items, heaviest) + items * pageItemBytes
    return operations <= maxBatchCost && bytes <= maxBatchBytes
  })
}

/** The most items of a review batch: items, counters of their labelers and of the segment, and the audit entry. */
export const reviewLimit = (task: Task, { classes }: Limited): number => {
  const heaviest = task.heaviest(classes.length)
  return largest(maxReviewBatch, (items) => {
    const operations =
      2 * items +
      2 +
      1 +
      counterOperations(items, heaviest, classes.length, items * endCounters + newAnswerCounters)
    return operations <= maxBatchCost && documentBytes(items, heaviest) <= maxBatchBytes
  })
}
