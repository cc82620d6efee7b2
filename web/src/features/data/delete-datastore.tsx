import { Trans } from '@lingui/react/macro'
import { useApi } from '../../api/api-context.tsx'
import { requireOk, type Schemas } from '../../api/client.ts'
import { datastoresKey } from '../../data/queries.ts'
import { DeleteEntry } from './delete-entry.tsx'

/** Forgets a container. The service refuses it while datasets or projects need it. */
export const DeleteDatastore = ({ datastore }: { readonly datastore: Schemas['Datastore'] }) => {
  const api = useApi()
  const { name, etag } = datastore
  const params = { path: { datastore: name }, header: { 'If-Match': etag } }
  return (
    <DeleteEntry
      name={name}
      remove={() => requireOk(api.DELETE('/datastores/{datastore}', { params }))}
      list={datastoresKey}
    >
      <Trans>The connection and its credential are deleted. The files stay where they are.</Trans>
    </DeleteEntry>
  )
}
