import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client.ts'

/** Where the files of a dataset are, or the project whose labels it has. */
export const DatasetContents = ({ dataset }: { readonly dataset: Schemas['Dataset'] }) => {
  const { datastore, path, labeledBy, version } = dataset
  if (labeledBy)
    return (
      <Trans>
        Labels of {labeledBy.project}, version {version}
      </Trans>
    )
  return (
    <>
      {datastore !== undefined && (
        <Link to="/data/stores/$datastore" params={{ datastore }}>
          {datastore}
        </Link>
      )}{' '}
      <code>{path}</code>
    </>
  )
}
