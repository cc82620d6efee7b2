import type { Deps } from '../../domain/ports/deps.ts'
import { browseDatastore } from '../../domain/datastores/browse-datastore.ts'
import type { AllowedHosts } from '../../domain/model/datastores/container-url.ts'
import { deleteDatastore } from '../../domain/datastores/delete-datastore.ts'
import { getDatastore } from '../../domain/datastores/get-datastore.ts'
import { listDatastores } from '../../domain/datastores/list-datastores.ts'
import { putDatastore } from '../../domain/datastores/put-datastore.ts'
import type { Route } from '../http/route.ts'
import { browseDatastoreRoute } from './browse-datastore.ts'
import { deleteDatastoreRoute } from './delete-datastore.ts'
import { getDatastoreRoute } from './get-datastore.ts'
import { listDatastoresRoute } from './list-datastores.ts'
import { putDatastoreRoute } from './put-datastore.ts'

export const datastoreRoutes = (
  deps: Pick<Deps, 'store' | 'blobs' | 'secrets' | 'now' | 'newId'> & { readonly allowedHosts: AllowedHosts },
): readonly Route[] => [
  listDatastoresRoute(listDatastores(deps)),
  getDatastoreRoute(getDatastore(deps)),
  putDatastoreRoute(putDatastore(deps)),
  deleteDatastoreRoute(deleteDatastore(deps)),
  browseDatastoreRoute(browseDatastore(deps)),
]
