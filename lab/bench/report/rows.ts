import type { Options } from '../options.ts'
import type { Approval, Listing } from '../phases/review.ts'
import type { Export } from '../phases/export.ts'
import type { Labeling } from '../phases/label.ts'
import type { Limits } from '../limits/measure-limits.ts'
import type { PhaseUsage } from '../process-usage.ts'
import type { Percentiles } from '../timings.ts'

export interface Measured {
  readonly items: number
  readonly limits: Limits
  readonly importSeconds: number
  readonly labeling: Labeling
  readonly listing: Listing
  readonly approval: Approval
  readonly exports: readonly Export[]
  /** The most that the service ever held, bytes; not a number where the system does not tell. */
  readonly peakMemory: number
  readonly usage: {
    readonly importing: PhaseUsage
    readonly labeling: PhaseUsage
    readonly exporting: PhaseUsage
  }
}

export interface Row {
  readonly id: string
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What the same machine does at the least work, in the same unit. */
  readonly limit?: { readonly value: number; readonly what: string }
}

const mebibyte = 1024 * 1024

const percentileRows = (id: string, name: string, { p50, p95, p99 }: Percentiles): Row[] =>
  Object.entries({ p50, p95, p99 }).map(([percentile, value]) => ({
    id: `${id}.${percentile}`,
    name: `${name} ${percentile}`,
    value,
    unit: 'ms',
  }))

const exportRows = ({ format, seconds, rows, bytes }: Export, { jsonBytes }: Limits): Row[] => {
  const id = `export.${format}`
  return [
    { id: `${id}.seconds`, name: `export ${format}`, value: seconds, unit: 's' },
    { id: `${id}.rate`, name: `export ${format}, items`, value: rows / seconds, unit: 'items/s' },
    {
      id: `${id}.bytes`,
      name: `export ${format}, written`,
      value: bytes / seconds,
      unit: 'bytes/s',
      limit: { value: jsonBytes, what: 'bytes through JSON' },
    },
  ]
}

const memoryRows = ({ peakMemory, usage }: Measured): Row[] =>
  (
    [
      ['peak', 'peak', peakMemory],
      ['import', 'importing', usage.importing.memory],
      ['labeling', 'labeling', usage.labeling.memory],
      ['export', 'exporting', usage.exporting.memory],
    ] as const
  )
    .filter(([, , bytes]) => !Number.isNaN(bytes))
    .map(([id, name, bytes]) => ({
      id: `memory.${id}`,
      name: `service RSS, ${name}`,
      value: bytes / mebibyte,
      unit: 'MiB',
    }))

/** What a busy machine does not change as it changes what a clock shows. */
const cpuRows = ({ items, labeling, usage }: Measured): Row[] =>
  (
    [
      ['import', 'per item imported', usage.importing.cpu / items],
      ['labeling', 'per label', usage.labeling.cpu / labeling.accepted.size],
    ] as const
  )
    .filter(([, , seconds]) => !Number.isNaN(seconds))
    .map(([id, name, seconds]) => ({
      id: `cpu.${id}`,
      name: `service CPU ${name}`,
      value: seconds * 1_000_000,
      unit: 'µs',
    }))

const documentsPerCommit = 10
const requestsPerPage = 2

export const toRows = (measured: Measured, { page }: Pick<Options, 'page'>): readonly Row[] => {
  const { items, limits, labeling, listing, approval } = measured
  return [
    {
      id: 'import.rate',
      name: 'import with headers, until labelable',
      value: items / measured.importSeconds,
      unit: 'items/s',
      limit: { value: limits.sqliteCommits * documentsPerCommit, what: 'documents committed, 10 at a time' },
    },
    {
      id: 'labeling.rate',
      name: 'labels, pages and submits',
      value: labeling.accepted.size / labeling.seconds,
      unit: 'labels/s',
      limit: {
        value: (limits.httpRequests * page) / requestsPerPage,
        what: 'labels if a request did nothing',
      },
    },
    ...percentileRows('page', 'page', labeling.pages),
    ...percentileRows('submit', 'submit', labeling.submits),
    { id: 'labeling.twice', name: 'items labeled twice', value: labeling.twice, unit: 'items' },
    { id: 'labeling.refused', name: 'answers refused', value: labeling.refused, unit: 'answers' },
    {
      id: 'review.rate',
      name: 'review listing',
      value: listing.labeledBy.size / listing.seconds,
      unit: 'items/s',
    },
    { id: 'review.p95', name: 'review listing, 200 items, p95', value: listing.pages.p95, unit: 'ms' },
    { id: 'approve.rate', name: 'approve', value: approval.approved / approval.seconds, unit: 'items/s' },
    { id: 'approve.p95', name: 'approve, 200 items, p95', value: approval.batches.p95, unit: 'ms' },
    ...measured.exports.flatMap((one) => exportRows(one, limits)),
    ...memoryRows(measured),
    ...cpuRows(measured),
    { id: 'limit.http', name: 'bare node:http', value: limits.httpRequests, unit: 'requests/s' },
    {
      id: 'limit.sqlite',
      name: 'SQLite, 10 KB on disk each',
      value: limits.sqliteCommits,
      unit: 'commits/s',
    },
    { id: 'limit.json', name: 'JSON read and written', value: limits.jsonBytes, unit: 'bytes/s' },
  ]
}
