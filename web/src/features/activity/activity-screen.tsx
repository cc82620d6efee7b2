import { Trans } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { continuationOf, firstPage } from '../../api/take-all.ts'
import { AdminsOnly } from '../../ui/admins-only.tsx'
import { AuditList } from './audit-list.tsx'

/** The changes of datastores, datasets and projects of the workspace. */
const Entries = (): ReactNode => {
  const api = useApi()
  const entries = useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET('/audit', { params: { query: { maxpagesize: 100, ...pageParam } }, signal })),
    getNextPageParam: (page) => {
      const continuation = continuationOf(page)
      return continuation === undefined ? undefined : { continuation }
    },
    select: ({ pages }) => pages.flatMap(({ value }) => value),
  })
  return <AuditList entries={entries} nameOf={(user) => user} />
}

const ActivityScreen = (): ReactNode => (
  <section className="screen">
    <h1>
      <Trans>Activity in the workspace</Trans>
    </h1>
    <AdminsOnly>
      <Entries />
    </AdminsOnly>
  </section>
)

export default ActivityScreen
