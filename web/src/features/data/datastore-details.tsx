import { Trans } from '@lingui/react/macro'
import type { Schemas } from '../../api/client.ts'
import { formatTime } from '../../ui/format.ts'
import { CredentialText } from './credential-text.tsx'
import './data-screens.css'

export const DatastoreDetails = ({ datastore }: { readonly datastore: Schemas['Datastore'] }) => {
  const { containerUrl, prefix, credential, description, warnings = [], updatedAt } = datastore
  return (
    <>
      {warnings.map(({ code, message }) => (
        <p key={code} className="data-warning">
          ⚠ {message}
        </p>
      ))}
      <dl className="details">
        <div>
          <dt>
            <Trans>Container</Trans>
          </dt>
          <dd>{containerUrl}</dd>
        </div>
        {prefix !== undefined && (
          <div>
            <dt>
              <Trans>Folder</Trans>
            </dt>
            <dd>{prefix}</dd>
          </div>
        )}
        <div>
          <dt>
            <Trans>Read by</Trans>
          </dt>
          <dd>
            <CredentialText datastore={datastore} />
            {credential.permissions !== undefined && (
              <div className="quiet">
                <Trans>Permissions: {credential.permissions}</Trans>
              </div>
            )}
          </dd>
        </div>
        {description !== undefined && (
          <div>
            <dt>
              <Trans>Description</Trans>
            </dt>
            <dd>{description}</dd>
          </div>
        )}
        <div>
          <dt>
            <Trans>Last change</Trans>
          </dt>
          <dd>{formatTime(updatedAt)}</dd>
        </div>
      </dl>
    </>
  )
}
