import { Trans } from '@lingui/react/macro'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useApi } from '../api/api-context.tsx'
import { dataOf, type Api } from '../api/client.ts'
import './examples.css'

const readAsUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      const { result } = reader
      resolve(typeof result === 'string' ? result : '')
    })
    reader.addEventListener('error', () => reject(new Error('The picture cannot be read')))
    reader.readAsDataURL(blob)
  })

/** The service gives a labeler the file of an example for the token alone, so that it is no address for an `img`. */
const exampleQuery = (api: Api, project: string, item: string) =>
  queryOptions({
    queryKey: ['example', project, item],
    queryFn: async ({ signal }) =>
      readAsUrl(
        await dataOf(
          api.GET('/projects/{project}/items/{item}/content', {
            params: { path: { project, item }, query: { rendition: 'thumbnail' } },
            parseAs: 'blob',
            signal,
          }),
        ),
      ),
    staleTime: Infinity,
  })

interface ExamplePictureProps {
  readonly project: string
  readonly item: string
  readonly alt: string
}

/** The picture of an item that shows a class. */
export const ExamplePicture = ({ project, item, alt }: ExamplePictureProps): ReactNode => {
  const { data, isPending } = useQuery(exampleQuery(useApi(), project, item))
  if (data !== undefined) return <img src={data} alt={alt} />
  return <span className="no-picture">{!isPending && <Trans>Cannot be shown.</Trans>}</span>
}
