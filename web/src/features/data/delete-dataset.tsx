import { Trans } from '@lingui/react/macro'
import { useApi } from '../../api/api-context.tsx'
import { requireOk, type Schemas } from '../../api/client.ts'
import { datasetsKey } from '../../data/queries.ts'
import { DeleteEntry } from './delete-entry.tsx'

/** Deletes a selection of files, or all versions of labels. */
export const DeleteDataset = ({ dataset }: { readonly dataset: Schemas['Dataset'] }) => {
  const api = useApi()
  const { name, etag } = dataset
  const params = { path: { dataset: name }, header: { 'If-Match': etag } }
  return (
    <DeleteEntry
      name={name}
      remove={() => requireOk(api.DELETE('/datasets/{dataset}', { params }))}
      list={datasetsKey}
    >
      <Trans>The images stay where they are. A labeled dataset loses all its versions.</Trans>
    </DeleteEntry>
  )
}
