import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { NewDatastore } from '../../data/new-datastore.tsx'
import { AdminsOnly } from '../../ui/admins-only.tsx'
import { DatasetTable } from './dataset-table.tsx'
import { DatastoreTable } from './datastore-table.tsx'
import { NewDatasetDialog } from './new-dataset-dialog.tsx'

/** The containers that the workspace reads, and the selections of files that projects are made of. */
const DataScreen = (): ReactNode => (
  <section className="screen">
    <h1>
      <Trans>Data</Trans>
    </h1>
    <AdminsOnly>
      <section className="panel" aria-labelledby="datastores">
        <header className="screen-header">
          <h2 id="datastores">
            <Trans>Datastores</Trans>
          </h2>
          <NewDatastore />
        </header>
        <DatastoreTable />
      </section>
      <section className="panel" aria-labelledby="datasets">
        <header className="screen-header">
          <h2 id="datasets">
            <Trans>Datasets</Trans>
          </h2>
          <NewDatasetDialog />
        </header>
        <DatasetTable />
      </section>
    </AdminsOnly>
  </section>
)

export default DataScreen
