import { Trans } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { takeAll } from '../../api/take-all.ts'
import { formatNumber, formatTime } from '../../ui/format.ts'

/** The versions of a labeled dataset: one for each export that registered it. */
export const DatasetVersions = ({ dataset }: { readonly dataset: string }) => {
  const api = useApi()
  const { data: versions } = useSuspenseQuery({
    queryKey: ['versions', dataset],
    queryFn: ({ signal }) =>
      takeAll((continuation) =>
        dataOf(
          api.GET('/datasets/{dataset}/versions', {
            params: { path: { dataset }, query: continuation === undefined ? {} : { continuation } },
            signal,
          }),
        ),
      ),
  })
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="versions">
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              <Trans>Version</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>Labeled items</Trans>
            </th>
            <th scope="col">
              <Trans>Export</Trans>
            </th>
            <th scope="col">
              <Trans>Folder</Trans>
            </th>
            <th scope="col">
              <Trans>Created</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, rowCount, labeledBy, containerName, snapshotPath, createdAt }) => (
            <tr key={version}>
              <th scope="row" className="number">
                {version}
              </th>
              <td className="number">{formatNumber(rowCount)}</td>
              <td>
                {labeledBy.project}: {labeledBy.export}
              </td>
              <td>
                <code>{`${containerName}/${snapshotPath}`}</code>
              </td>
              <td>{formatTime(createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
