import type { LabelClass } from '../model/labels/label-class.ts'
import type { ExportRow } from './format.ts'

/** Creates a function that returns the distinct class paths of a row's label; undefined without a label. */
export const createLabelNames = (
  classes: readonly LabelClass[],
): ((row: Pick<ExportRow, 'regions'>) => readonly string[] | undefined) => {
  const names = new Map<string, string>(classes.map(({ id, path }) => [id, path]))
  return ({ regions }) =>
    regions && [...new Set(regions.map((region) => names.get(region.class) ?? region.class))]
}
