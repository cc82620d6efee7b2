import { Trans } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/api-context.tsx'
import { datasetsQuery } from '../../data/queries.ts'
import { formatTime } from '../../ui/format.ts'
import { DatasetContents } from './dataset-contents.tsx'

export const DatasetTable = () => {
  const { data: datasets } = useSuspenseQuery(datasetsQuery(useApi()))
  if (datasets.length === 0)
    return (
      <p>
        <Trans>There are no datasets yet. A dataset names the files of a folder.</Trans>
      </p>
    )
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="datasets">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Name</Trans>
            </th>
            <th scope="col">
              <Trans>Contents</Trans>
            </th>
            <th scope="col">
              <Trans>Created</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {datasets.map((dataset) => (
            <tr key={dataset.name}>
              <th scope="row">
                <Link to="/data/sets/$dataset" params={{ dataset: dataset.name }}>
                  {dataset.name}
                </Link>
                {dataset.description !== undefined && <div className="quiet">{dataset.description}</div>}
              </th>
              <td>
                <DatasetContents dataset={dataset} />
              </td>
              <td>{formatTime(dataset.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
