import { Trans } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { DatasetPreview } from '../../data/dataset-preview.tsx'
import { datasetQuery } from '../../data/queries.ts'
import { AdminsOnly } from '../../ui/admins-only.tsx'
import { formatTime } from '../../ui/format.ts'
import { DatasetContents } from './dataset-contents.tsx'
import { DatasetVersions } from './dataset-versions.tsx'
import { DeleteDataset } from './delete-dataset.tsx'

const DatasetView = ({ name }: { readonly name: string }) => {
  const { data: dataset } = useSuspenseQuery(datasetQuery(useApi(), name))
  return (
    <>
      {dataset.description !== undefined && <p>{dataset.description}</p>}
      <p>
        <DatasetContents dataset={dataset} />
      </p>
      <p className="quiet">
        <Trans>Created on {formatTime(dataset.createdAt)}</Trans>
      </p>
      <DeleteDataset dataset={dataset} />
      {dataset.labeledBy ? (
        <section className="panel" aria-labelledby="versions">
          <h2 id="versions">
            <Trans>Versions</Trans>
          </h2>
          <DatasetVersions dataset={name} />
        </section>
      ) : (
        <section className="panel" aria-labelledby="preview">
          <h2 id="preview">
            <Trans>Images</Trans>
          </h2>
          <DatasetPreview dataset={name} />
        </section>
      )}
    </>
  )
}

/** One dataset: its first images and what is left out, or the versions of its labels. */
const DatasetScreen = (): ReactNode => {
  const { dataset } = useParams({ from: '/data/sets/$dataset' })
  return (
    <section className="screen">
      <p>
        <Link to="/data">
          <Trans>Data</Trans>
        </Link>
      </p>
      <h1>{dataset}</h1>
      <AdminsOnly>
        <DatasetView name={dataset} />
      </AdminsOnly>
    </section>
  )
}

export default DatasetScreen
