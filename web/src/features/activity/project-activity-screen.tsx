import { Trans } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { useNameOf } from '../../api/queries.ts'
import { continuationOf, firstPage } from '../../api/take-all.ts'
import { AuditList } from './audit-list.tsx'

/** The changes of one project. */
const ProjectActivityScreen = (): ReactNode => {
  const { project } = useParams({ from: '/p/$project/activity' })
  const api = useApi()
  const entries = useInfiniteQuery({
    queryKey: ['audit', project],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/projects/{project}/audit', {
          params: { path: { project }, query: { maxpagesize: 100, ...pageParam } },
          signal,
        }),
      ),
    getNextPageParam: (page) => {
      const continuation = continuationOf(page)
      return continuation === undefined ? undefined : { continuation }
    },
    select: ({ pages }) => pages.flatMap(({ value }) => value),
  })
  return (
    <section className="screen">
      <h1>
        <Trans>Activity</Trans>
      </h1>
      <AuditList entries={entries} nameOf={useNameOf(project)} project={project} />
    </section>
  )
}

export default ProjectActivityScreen
