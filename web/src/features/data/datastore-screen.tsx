import { Trans } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { datastoreQuery } from '../../data/queries.ts'
import { AdminsOnly } from '../../ui/admins-only.tsx'
import { DatastoreDetails } from './datastore-details.tsx'
import { DatastoreFiles } from './datastore-files.tsx'
import { DeleteDatastore } from './delete-datastore.tsx'
import { EditDatastore } from './edit-datastore.tsx'

const DatastoreView = ({ name, folder }: { readonly name: string; readonly folder: string }) => {
  const { data: datastore } = useSuspenseQuery(datastoreQuery(useApi(), name))
  return (
    <>
      <DatastoreDetails datastore={datastore} />
      <div className="actions">
        <EditDatastore key={datastore.etag} datastore={datastore} />
        <DeleteDatastore datastore={datastore} />
      </div>
      <DatastoreFiles key={folder} datastore={name} folder={folder} />
    </>
  )
}

/** One datastore: where it is, what is in it, and how more comes into it. */
const DatastoreScreen = (): ReactNode => {
  const { datastore } = useParams({ from: '/data/stores/$datastore' })
  const { folder = '' } = useSearch({ from: '/data/stores/$datastore' })
  return (
    <section className="screen">
      <p>
        <Link to="/data">
          <Trans>Data</Trans>
        </Link>
      </p>
      <h1>{datastore}</h1>
      <AdminsOnly>
        <DatastoreView name={datastore} folder={folder} />
      </AdminsOnly>
    </section>
  )
}

export default DatastoreScreen
