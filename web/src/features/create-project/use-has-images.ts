import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../api/api-context.tsx'
import type { Api } from '../../api/client.ts'
import { browseKey, previewQuery, readFolder } from '../../data/queries.ts'
import { problemOf, type Draft } from './draft.ts'
import { findImage } from './find-image.ts'

const folderQuery = (api: Api, { datastore, folder }: Draft) =>
  queryOptions({
    queryKey: [...browseKey(datastore), 'hasImages', folder],
    queryFn: ({ signal }) =>
      findImage(
        (prefix, continuation) => readFolder(api, { datastore, prefix }, continuation, signal),
        folder,
      ),
  })

/** Whether the chosen data have images: what is known now, and a way to ask. */
export const useHasImages = (draft: Draft) => {
  const api = useApi()
  const queries = useQueryClient()
  const isChosen = draft.made === undefined && problemOf(draft, 'data') === undefined
  const folder = folderQuery(api, draft)
  const dataset = previewQuery(api, draft.existing)
  const isNew = draft.source === 'New'
  const inFolder = useQuery({ ...folder, enabled: isChosen && isNew })
  const inDataset = useQuery({ ...dataset, enabled: isChosen && !isNew })
  const files = inDataset.data?.files
  const known = isNew ? inFolder.data : files && !(files.complete && files.chosen === 0)
  return {
    hasImages: isChosen ? (known ?? undefined) : undefined,
    /** False only if there are none for sure: a service that does not answer is no reason to stay. */
    ask: async (): Promise<boolean> => {
      if (!isChosen) return true
      try {
        if (isNew) return (await queries.ensureQueryData(folder)) !== false
        const found = (await queries.ensureQueryData(dataset)).files
        return !found.complete || found.chosen > 0
      } catch {
        return true
      }
    },
  }
}
