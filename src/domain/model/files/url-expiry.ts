import type { Millis } from '../../core/time.ts'
import type { DatastoreDocument } from '../datastores/datastore.ts'

/** A URL is good for as long at least. */
const shortest: Millis = 30 * 60_000
/** After the end of a lease: a page that is renewed at its last moment still has its pictures. */
const afterLease: Millis = 10 * 60_000
const step: Millis = 60 * 60_000

/**
 * When URLs that are made now end: on the hour, so that repeated requests give the same URLs for an hour and browsers keep the
 * pictures. They are good for 30 to 90 minutes, and longer than the lease that ends at `until`.
 */
export const expiryAfter = (now: Millis, until: Millis = now): Millis =>
  Math.ceil(Math.max(now + shortest, until + afterLease) / step) * step

/** When URLs end that should end at `expires`: a SAS token by which the service reads the files may end before. */
export const endOfUrls = (expires: Millis, { credential }: Pick<DatastoreDocument, 'credential'>): Millis =>
  credential.type === 'Sas' ? Math.min(expires, credential.expiresAt ?? expires) : expires
