import { toIso, type Millis } from '../../core/time.ts'
import type { Warning } from '../../core/warning.ts'
import type { DatastoreDocument } from './datastore.ts'

/** The time before the end of a SAS token in which leads and operators are warned of it. */
export const warnBefore: Millis = 7 * 24 * 3600 * 1000

const neededPermissions = /[rl]/g

type Datastore = Pick<DatastoreDocument, 'id' | 'credential'>

/** The end of the SAS token of a datastore, if it is near or past. */
export const nearEndOf = ({ credential }: Datastore, now: Millis): Millis | undefined =>
  credential.type === 'Sas' && credential.expiresAt !== undefined && credential.expiresAt - warnBefore <= now
    ? credential.expiresAt
    : undefined

/** For leads of projects on the datastore. */
export const endWarnings = (datastore: Datastore, now: Millis): readonly Warning[] => {
  const end = nearEndOf(datastore, now)
  if (end === undefined) return []
  const [code, ends] =
    end <= now ? (['CredentialEnded', 'ended'] as const) : (['CredentialEnds', 'ends'] as const)
  return [
    {
      code,
      message: `The SAS token of the datastore '${datastore.id}' ${ends} at ${toIso(end)}, and no file can be shown or exported from then on; an administrator renews it by PUT /datastores/${datastore.id} with a new token`,
      target: 'datastore',
    },
  ]
}

/** For administrators: what the token of a datastore says, whatever the time is. */
export const tokenWarnings = ({ credential }: Datastore): readonly Warning[] => {
  if (credential.type !== 'Sas') return []
  const { expiresAt, policy, permissions = '' } = credential
  const target = 'credential'
  const more = permissions.replaceAll(neededPermissions, '')
  const endUnknown = {
    code: 'CredentialEndUnknown',
    message:
      policy === undefined
        ? 'It is unknown when the SAS token ends, so nobody is warned before; put the datastore again with the token to read its end'
        : `The stored access policy '${policy}' of the container sets the end of the SAS token, which the service cannot read, so nobody is warned before; note the end of the policy`,
    target,
  } as const
  const allowsMore = {
    code: 'CredentialAllowsMore',
    message: `The SAS token allows more than reading (sp=${permissions}), and nothing here needs '${more}'; a token with sp=rl is enough`,
    target,
  } as const
  return [...(expiresAt === undefined ? [endUnknown] : []), ...(more === '' ? [] : [allowsMore])]
}
