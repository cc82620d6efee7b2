import { useApi } from '../api/api-context.tsx'
import { dataOf, type Schemas } from '../api/client.ts'
import { saidByDialog, useChange } from '../ui/use-change.ts'
import { requestOf, type DatastoreInput } from './datastore-input.ts'
import { browseKey, datastoreKey, datastoresKey } from './queries.ts'

/** Makes a datastore, or with its etag changes it: without one the service replaces none. The service tries the credential first. */
export const useSaveDatastore = (
  name: string,
  etag: string | undefined,
  onDone?: (saved: Schemas['Datastore']) => void,
) => {
  const api = useApi()
  return useChange(
    (input: DatastoreInput) =>
      dataOf(
        api.PUT('/datastores/{datastore}', {
          params: {
            path: { datastore: name },
            ...(etag === undefined ? {} : { header: { 'If-Match': etag } }),
          },
          body: requestOf(input),
        }),
      ),
    {
      makesOld: [datastoresKey, datastoreKey(name), browseKey(name)],
      onProblem: saidByDialog,
      ...(onDone ? { onDone } : {}),
    },
  )
}
