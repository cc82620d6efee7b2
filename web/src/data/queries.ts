import { queryOptions } from '@tanstack/react-query'
import { dataOf, type Api, type Schemas } from '../api/client.ts'
import { takeAll } from '../api/take-all.ts'

export const datastoresKey = ['datastores']
export const datasetsKey = ['datasets']
export const datastoreKey = (datastore: string) => ['datastore', datastore]
export const datasetKey = (dataset: string) => ['dataset', dataset]
export const previewKey = (dataset: string) => ['preview', dataset]
export const browseKey = (datastore: string) => ['browse', datastore]

const from = (continuation: string | undefined) => (continuation === undefined ? {} : { continuation })

export const datastoresQuery = (api: Api) =>
  queryOptions({
    queryKey: datastoresKey,
    queryFn: ({ signal }) =>
      takeAll((continuation) =>
        dataOf(
          api.GET('/datastores', { params: { query: { maxpagesize: 100, ...from(continuation) } }, signal }),
        ),
      ),
  })

export const datasetsQuery = (api: Api) =>
  queryOptions({
    queryKey: datasetsKey,
    queryFn: ({ signal }) =>
      takeAll((continuation) =>
        dataOf(
          api.GET('/datasets', { params: { query: { maxpagesize: 100, ...from(continuation) } }, signal }),
        ),
      ),
  })

export const datastoreQuery = (api: Api, datastore: string) =>
  queryOptions({
    queryKey: datastoreKey(datastore),
    queryFn: ({ signal }) =>
      dataOf(api.GET('/datastores/{datastore}', { params: { path: { datastore } }, signal })),
  })

export const datasetQuery = (api: Api, dataset: string) =>
  queryOptions({
    queryKey: datasetKey(dataset),
    queryFn: ({ signal }) =>
      dataOf(api.GET('/datasets/{dataset}', { params: { path: { dataset } }, signal })),
  })

export const previewQuery = (api: Api, dataset: string) =>
  queryOptions({
    queryKey: previewKey(dataset),
    queryFn: ({ signal }) =>
      dataOf(api.GET('/datasets/{dataset}/preview', { params: { path: { dataset } }, signal })),
    // The URLs of the pictures live ten minutes.
    staleTime: 300_000,
  })

/** One list page of a folder; `prefix` ends in `/` or is empty. */
export const readFolder = (
  api: Api,
  { datastore, prefix }: { readonly datastore: string; readonly prefix: string },
  continuation: string | undefined,
  signal?: AbortSignal,
): Promise<Schemas['DatastoreEntryList']> =>
  dataOf(
    api.GET('/datastores/{datastore}/browse', {
      params: {
        path: { datastore },
        query: { maxpagesize: 200, ...(prefix === '' ? {} : { prefix }), ...from(continuation) },
      },
      ...(signal ? { signal } : {}),
    }),
  )
