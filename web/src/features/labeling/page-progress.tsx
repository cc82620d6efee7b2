import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { useSlice } from '../../core/use-slice.ts'
import { askedItems, currentPage, unanswered } from '../../outbox/work.ts'
import { useLabeling } from './label-context.ts'

/** Answers of the page, and the person's own of today. */
export const PageProgress = (): ReactNode => {
  const { t } = useLingui()
  const api = useApi()
  const { bench, project } = useLabeling()
  const count = useSlice(bench, ({ work }) => {
    const page = currentPage(work)
    return page ? askedItems(page).length : 0
  })
  const left = useSlice(bench, ({ work }) => {
    const page = currentPage(work)
    return page ? unanswered(page).length : 0
  })
  const accepted = useSlice(bench, (state) => state.accepted)
  const numbers = useQuery({
    queryKey: ['my-numbers', project],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/projects/{project}/my-numbers', { params: { path: { project } }, signal })),
    retry: false,
  })
  const { refetch } = numbers
  useEffect(() => {
    if (accepted > 0) refetch().catch(() => undefined)
  }, [accepted, refetch])
  const done = count - left
  const today = numbers.data?.today.submitted
  return (
    <p className="page-progress">
      {count > 0 && (
        <>
          <progress max={count} value={done} aria-label={t`Answers of this page`} />{' '}
          <Trans>
            {done} of {count}
          </Trans>
        </>
      )}
      {today !== undefined && (
        <span className="quiet">
          {' · '}
          <Trans>{today} today</Trans>
        </span>
      )}
    </p>
  )
}
