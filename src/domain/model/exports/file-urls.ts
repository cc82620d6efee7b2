import type { ExportPlan } from './export.ts'
import { encodePath, isJoinablePath } from '../../core/safe-path.ts'

/**
 * `AmlDatastore://<datastore>/<path>`. The path is raw, as Azure ML writes it, so that readers that join it to a container find
 * the blob. Only a path that would lead such a reader elsewhere is percent-encoded.
 */
export const datastoreUrlOf = (
  { datastore }: Pick<ExportPlan, 'datastore'>,
  path: string,
  isPlain = isJoinablePath,
): string => `AmlDatastore://${datastore}/${isPlain(path) ? path : encodePath(path)}`

/** The URL of the blob, without a signature. */
export const absoluteUrlOf = (
  { containerUrl, prefix = '' }: Pick<ExportPlan, 'containerUrl' | 'prefix'>,
  path: string,
): string => `${containerUrl}/${encodePath(prefix + path)}`
