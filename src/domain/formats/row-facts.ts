import { absoluteUrlOf } from '../model/exports/file-urls.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import type { ExportRow } from './format.ts'

/** What each format says of each item. */
export interface RowFacts {
  /** The id of the item: the only key that holds over files and exports. */
  readonly item: string
  /** The path of the item in the datastore, raw. */
  readonly path: string
  readonly absoluteUrl: string
  /** EXIF, 1 to 8; undefined if the header of the file is not known. */
  readonly orientation: number | undefined
  readonly state: string
  /** `train`, `validation` or `test`; undefined if the export is not split. */
  readonly part: string | undefined
  readonly problem: string | undefined
}

export const rowFactsOf = (
  plan: Pick<ExportPlan, 'containerUrl' | 'prefix'>,
  { item, state, part, problem }: Pick<ExportRow, 'item' | 'state' | 'part' | 'problem'>,
): RowFacts => ({
  item: item.id,
  path: item.path,
  absoluteUrl: absoluteUrlOf(plan, item.path),
  orientation: item.format === undefined || item.width === undefined ? undefined : (item.orientation ?? 1),
  state,
  part,
  problem,
})
