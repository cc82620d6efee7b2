import type { ExportPlan } from './export.ts'
import { encodePath, isSafePath } from '../../core/safe-path.ts'
import { hasInnerFormula } from '../../core/spreadsheet-text.ts'

const isPlain = (path: string): boolean => isSafePath(path) && !path.includes('%') && !hasInnerFormula(path)

/**
 * `AmlDatastore://<datastore>/<path>`. The path is unencoded, as Azure ML writes it, but percent-encoded if it is not safe,
 * contains a `%`, or would be a formula in a table that is read with another separator. So percent-decoding the path always returns the blob's name.
 */
export const datastoreUrlOf = ({ datastore }: Pick<ExportPlan, 'datastore'>, path: string): string =>
  `AmlDatastore://${datastore}/${isPlain(path) ? path : encodePath(path)}`

/** The URL of the blob, without a signature. */
export const absoluteUrlOf = (
  { containerUrl, prefix = '' }: Pick<ExportPlan, 'containerUrl' | 'prefix'>,
  path: string,
): string => `${containerUrl}/${encodePath(prefix + path)}`
