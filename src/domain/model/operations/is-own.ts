import type { Site } from '../../ports/workflows.ts'
import type { OperationDocument } from './operation.ts'

/**
 * True if the site may run the operation. An operation of an earlier version names no site: it belongs to every site except a
 * guest.
 */
export const isOwn = ({ site }: Pick<OperationDocument, 'site'>, { name, adopts, isGuest }: Site): boolean =>
  site === undefined ? !isGuest : site === name || adopts.includes(site)
