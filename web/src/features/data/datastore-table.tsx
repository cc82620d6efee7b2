import { Trans } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/api-context.tsx'
import { datastoresQuery } from '../../data/queries.ts'
import { CredentialText } from './credential-text.tsx'

export const DatastoreTable = () => {
  const { data: datastores } = useSuspenseQuery(datastoresQuery(useApi()))
  if (datastores.length === 0)
    return (
      <p>
        <Trans>No container is connected yet. Connect the one with your images.</Trans>
      </p>
    )
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="datastores">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Name</Trans>
            </th>
            <th scope="col">
              <Trans>Container</Trans>
            </th>
            <th scope="col">
              <Trans>Read by</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {datastores.map((datastore) => (
            <tr key={datastore.name}>
              <th scope="row">
                <Link to="/data/stores/$datastore" params={{ datastore: datastore.name }}>
                  {datastore.name}
                </Link>
                {datastore.description !== undefined && <div className="quiet">{datastore.description}</div>}
              </th>
              <td>
                {datastore.containerUrl}
                {datastore.prefix !== undefined && <span className="quiet">/{datastore.prefix}</span>}
              </td>
              <td>
                <CredentialText datastore={datastore} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
