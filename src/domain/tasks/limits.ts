import { maxHistoryBytes } from '../model/items/bound-history.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { incrementsPerOperation, maxBatchBytes, maxBatchCost } from '../ports/store.ts'
import type { Task, Weight } from './task.ts'

/** The most items of a page, whatever the task type. */
export const maxPageSize = 50
/** The most items that one audit entry names, so the most of a review's batch. */
export const maxReviewBatch = 20

/** A UTF-16 unit of text takes at most six bytes of JSON (`\u0001`). */
const bytesPerUnit = 6
/** Paths have at most 1 024 characters, reasons 1 000. */
const pathBytes = 1024 * bytesPerUnit
const reasonBytes = 1000 * bytesPerUnit
/** An item's other fields, and what an engine adds to a document. */
const itemBytes = 1024
const pageItemBytes = pathBytes + 256

const segmentCounters = 12

/** Counters of a batch that the heaviest labels move: one for each class at most, and those of the segment. */
const counterOperations = (items: number, { counters }: Weight, classes: number): number =>
  Math.ceil((Math.min(items * counters, classes) + segmentCounters) / incrementsPerOperation)

const documentBytes = (items: number, { bytes }: Weight): number =>
  items * (itemBytes + pathBytes + maxHistoryBytes + Math.max(bytes, reasonBytes))

const largest = (most: number, fits: (items: number) => boolean): number => {
  for (let items = most; items > 1; items -= 1) if (fits(items)) return items
  return 1
}

type Limited = Pick<ProjectDocument, 'classes'>

/** The most items whose answers fit one batch: the items, the page, the dispatch document and the counters. */
export const pageLimit = (task: Task, { classes }: Limited): number => {
  const heaviest = task.heaviest(classes.length)
  return largest(maxPageSize, (items) => {
    const operations = items + 2 + 1 + counterOperations(items, heaviest, classes.length)
    const bytes = documentBytes(items, heaviest) + items * pageItemBytes
    return operations <= maxBatchCost && bytes <= maxBatchBytes
  })
}

/** The most items of a review's batch: the items, their labelers, the counters and the audit entry. */
export const reviewLimit = (task: Task, { classes }: Limited): number => {
  const heaviest = task.heaviest(classes.length)
  return largest(maxReviewBatch, (items) => {
    const operations = 2 * items + 1 + 1 + counterOperations(items, heaviest, classes.length)
    return operations <= maxBatchCost && documentBytes(items, heaviest) <= maxBatchBytes
  })
}
