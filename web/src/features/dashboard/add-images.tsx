import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/api-context.tsx'
import { isAdmin, useMe } from '../../api/queries.ts'
import { folderOf } from '../../data/folder-paths.ts'
import { datasetQuery } from '../../data/queries.ts'

/** The way to the folder of the project's images, for those who may upload. */
export const AddImages = ({ dataset }: { readonly dataset: string }) => {
  const mayUpload = isAdmin(useMe())
  const { data } = useQuery({ ...datasetQuery(useApi(), dataset), enabled: mayUpload })
  if (!mayUpload || data?.datastore === undefined) return null
  const folder = folderOf(data.path ?? '')
  return (
    <Link
      to="/data/stores/$datastore"
      params={{ datastore: data.datastore }}
      search={folder === '' ? {} : { folder }}
      className="button"
    >
      <Trans>Upload more images</Trans>
    </Link>
  )
}
