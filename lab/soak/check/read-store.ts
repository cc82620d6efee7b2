import type { z } from 'zod'
import * as shapes from './shapes.ts'

export interface Segment {
  readonly project: shapes.StoredProject
  readonly number: number
  readonly items: shapes.StoredItem[]
  readonly pages: shapes.StoredPage[]
  readonly counters: z.output<typeof shapes.counters>[]
  readonly labelers: z.output<typeof shapes.labeler>[]
}

interface Placed {
  readonly partition: string
  readonly document: Readonly<Record<string, unknown>>
}

/** The documents of a store as they lie there, read without the code of the service. */
export interface RawStore {
  readonly workspace: readonly Placed[]
  readonly items: readonly Placed[]
  /** What SQLite says of its file. */
  readonly integrity: readonly string[]
  /** Columns that do not say what the document says. */
  readonly columns: readonly string[]
}

/** The whole store, sorted. */
export interface StoreContents {
  readonly documents: number
  readonly integrity: RawStore['integrity']
  readonly columns: RawStore['columns']
  readonly projects: readonly shapes.StoredProject[]
  readonly segments: readonly Segment[]
  /** Documents of a kind that is known, in partitions that belong to nothing. */
  readonly strays: readonly string[]
  readonly operations: readonly z.output<typeof shapes.operation>[]
  readonly exports: readonly shapes.StoredExport[]
  readonly slots: readonly z.output<typeof shapes.exportSlots>[]
  readonly refreshes: readonly z.output<typeof shapes.refresh>[]
}

const segmentsOf = (projects: readonly shapes.StoredProject[]): ReadonlyMap<string, Segment> =>
  new Map(
    projects.flatMap((project) =>
      Array.from({ length: project.segments }, (_, number): [string, Segment] => [
        `${project.uid}:${number}`,
        { project, number, items: [], pages: [], counters: [], labelers: [] },
      ]),
    ),
  )

const place = ({ items, pages, counters, labelers }: Segment, document: Placed['document']): void => {
  switch (document['kind']) {
    case 'item':
      items.push(shapes.item.parse(document))
      break
    case 'page':
      pages.push(shapes.page.parse(document))
      break
    case 'counters':
      counters.push(shapes.counters.parse(document))
      break
    case 'labeler':
      labelers.push(shapes.labeler.parse(document))
      break
  }
}

export const sortDocuments = ({ workspace, items, integrity, columns }: RawStore): StoreContents => {
  const ofKind = <T>(schema: z.ZodType<T>, kind: string): T[] =>
    workspace
      .filter(({ document }) => document['kind'] === kind)
      .map(({ document }) => schema.parse(document))
  const projects = ofKind(shapes.project, 'project')
  const segments = segmentsOf(projects)
  const strays: string[] = []
  for (const { partition, document } of items) {
    const segment = segments.get(partition)
    if (segment) place(segment, document)
    else strays.push(`${partition} ${String(document['id'])}`)
  }
  return {
    documents: workspace.length + items.length,
    integrity,
    columns,
    projects,
    segments: [...segments.values()],
    strays,
    operations: ofKind(shapes.operation, 'operation'),
    exports: ofKind(shapes.exportRecord, 'export'),
    slots: ofKind(shapes.exportSlots, 'exportSlots'),
    refreshes: ofKind(shapes.refresh, 'refresh'),
  }
}
