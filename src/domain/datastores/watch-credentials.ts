import type { Millis } from '../core/time.ts'
import { nearEndOf } from '../model/datastores/credential-warnings.ts'
import { datastorePartition, datastores } from '../model/datastores/datastore.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import type { Deps } from '../ports/deps.ts'
import type { Query } from '../ports/store.ts'
import type { Telemetry } from '../ports/telemetry.ts'

const query: Query = {
  where: [{ field: 'kind', op: 'eq', value: datastores.kind }],
  orderBy: 'id',
  limit: 100,
}

/** Limits the cost of a look, and the number of values of an attribute: the first datastores by name. */
const maxDatastores = 1000

/** A datastore whose SAS token ends soon, or has ended. */
export interface EndingCredential {
  readonly datastore: string
  readonly expiresAt: Millis
}

/** Finds the SAS tokens that end within seven days, and records the time that is left of each: 0 if it has ended. */
export const watchCredentials = async ({
  store,
  now,
  telemetry,
}: Pick<Deps, 'store' | 'now'> & { readonly telemetry: Telemetry }): Promise<readonly EndingCredential[]> => {
  const at = now()
  const ending: EndingCredential[] = []
  let seen = 0
  for await (const documents of queryAll(store, datastores, datastorePartition, query)) {
    for (const { document } of documents) {
      const expiresAt = nearEndOf(document, at)
      if (expiresAt === undefined) continue
      ending.push({ datastore: document.id, expiresAt })
      telemetry.record('etiquette.credential.left', Math.max(0, expiresAt - at) / 1000, {
        datastore: document.id,
      })
    }
    seen += documents.length
    if (seen >= maxDatastores) break
  }
  return ending
}
