import { queryOptions } from '@tanstack/react-query'
import { dataOf, type Api, type Schemas } from '../../api/client.ts'
import { isRecord } from '../../core/is-record.ts'

/** Items without a row for another reason than the request, by that reason. */
export interface LeftOut {
  readonly missing: number
  readonly removed: number
  readonly withoutImage: number
}

/** The list of these items; the service writes it only where there are any. */
export const leftOutFile = 'leftOut.jsonl'
const manifestFile = 'manifest.json'

export const hasLeftOut = ({ files }: Pick<Schemas['Export'], 'files'>): boolean =>
  files.some(({ name }) => name === leftOutFile)

/** The numbers in the manifest of an export; undefined if it says none. */
export const parseLeftOut = (manifest: string): LeftOut | undefined => {
  const content: unknown = JSON.parse(manifest)
  const counts = isRecord(content) && isRecord(content['counts']) ? content['counts'] : {}
  const found = counts['leftOut']
  if (!isRecord(found)) return undefined
  const numberOf = (reason: string): number => {
    const value = found[reason]
    return typeof value === 'number' ? value : 0
  }
  return {
    missing: numberOf('missing'),
    removed: numberOf('removed'),
    withoutImage: numberOf('withoutImage'),
  }
}

export const readLeftOut = async (
  api: Api,
  project: string,
  exportId: string,
  signal?: AbortSignal,
): Promise<LeftOut | undefined> => {
  const path = { project, exportId, name: manifestFile }
  const manifest = await dataOf(
    api.GET('/projects/{project}/exports/{exportId}/files/{name}', {
      params: { path },
      parseAs: 'text',
      ...(signal ? { signal } : {}),
    }),
  )
  return parseLeftOut(manifest)
}

/** The files of an export never change. */
export const leftOutQuery = (api: Api, project: string, exportId: string) =>
  queryOptions({
    queryKey: ['leftOut', project, exportId],
    // A query has no answer that is undefined.
    queryFn: async ({ signal }) => (await readLeftOut(api, project, exportId, signal)) ?? null,
    staleTime: Infinity,
  })
