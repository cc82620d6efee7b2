import type { ContainerClient } from '@azure/storage-blob'
import type { ClockBook } from './chaos/clock-book.ts'
import type { Meter } from './client/meter.ts'
import type { HistoryWriter } from './history/write-history.ts'
import type { End, Exported } from './history/record.ts'
import type { Random } from './random.ts'

/** Exports of one project, of which each tells what changed since the one before. */
export interface ExportChain {
  readonly choice: Pick<Exported, 'format' | 'include'>
  /** The newest that succeeded. */
  last: string | undefined
}

export interface SoakProject {
  readonly name: string
  readonly taskType: 'MultiClass' | 'MultiLabel'
  readonly images: ContainerClient
  /** Files that are there, by path; the lead's own book. */
  readonly files: Set<string>
  readonly labelers: readonly string[]
  /** The exporter's own book. */
  readonly chain: ExportChain
}

/** What all who take part share. */
export interface World {
  /** Where a request of this operation is sent next. */
  readonly apiFor: (operation: string) => string
  readonly dataDir: string
  readonly projects: readonly SoakProject[]
  readonly random: Random
  readonly meter: Meter
  readonly history: HistoryWriter
  readonly clocks: ClockBook
  /** Codes of errors with which long work may fail. */
  readonly excused: ReadonlySet<string>
  /** Whether nobody shall begin anything new. */
  readonly isStopping: () => boolean
  /** Whether what is not known by now stays unknown. */
  readonly isOver: () => boolean
  /** Waits, but not longer than until everybody stops. */
  readonly rest: (milliseconds: number) => Promise<void>
  readonly tally: (action: string, event: End['event']) => void
  /** Something that must never happen was seen while it ran. */
  readonly blame: (problem: string) => void
}
