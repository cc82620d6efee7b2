import type { ExportPlan } from '../model/exports/export.ts'
import { encodePath, isSafePath } from '../core/safe-path.ts'

/**
 * `AmlDatastore://<datastore>/<path>`, the path as it is, as Azure ML writes it; percent-encoded if it is not safe or
 * holds a `%`. Percent-decoded, what follows the datastore is always the blob's name.
 */
export const datastoreUrlOf = ({ datastore }: Pick<ExportPlan, 'datastore'>, path: string): string =>
  `AmlDatastore://${datastore}/${isSafePath(path) && !path.includes('%') ? path : encodePath(path)}`

/** The blob's URL, without any signature. */
export const absoluteUrlOf = ({ containerUrl }: Pick<ExportPlan, 'containerUrl'>, path: string): string =>
  `${containerUrl}/${encodePath(path)}`

/** The file name's ending, lower case, without its dot; empty if it has none. */
export const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
