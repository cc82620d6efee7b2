import { Plural, Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { formatTime } from '../../ui/format.ts'

/** How the service reads a datastore, until when, and whether there is a warning. */
export const CredentialText = ({ datastore }: { readonly datastore: Schemas['Datastore'] }) => {
  const { credential, warnings = [] } = datastore
  const { type, expiresAt } = credential
  const [now] = useState(Date.now)
  const hasEnded = expiresAt !== undefined && new Date(expiresAt).getTime() < now
  return (
    <>
      {type === 'ManagedIdentity' && <Trans>The identity of the service</Trans>}
      {type === 'Sas' && <Trans>A SAS token</Trans>}
      {type === 'Anonymous' && <Trans>None: the container is public</Trans>}
      {expiresAt !== undefined && (
        <div className={hasEnded ? 'field-problem' : 'quiet'}>
          {hasEnded ? (
            <Trans>Ended on {formatTime(expiresAt)}</Trans>
          ) : (
            <Trans>Ends on {formatTime(expiresAt)}</Trans>
          )}
        </div>
      )}
      {warnings.length > 0 && (
        <div>
          ⚠ <Plural value={warnings.length} one="# warning" other="# warnings" />
        </div>
      )}
    </>
  )
}
