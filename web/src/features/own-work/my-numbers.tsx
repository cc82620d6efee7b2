import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { Pending } from '../../shell/pending.tsx'
import { ProblemView } from '../../shell/problem-view.tsx'
import { inBackground } from '../../core/in-background.ts'
import { formatHours, formatNumber } from '../../ui/format.ts'
import { myNumbersQuery } from './own-work-queries.ts'

const Fact = ({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) => (
  <div className="number-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

/** What the person did today and in all. */
export const MyNumbers = ({ project }: { readonly project: string }): ReactNode => {
  const { data, error, refetch } = useQuery(myNumbersQuery(useApi(), project))
  if (error) return <ProblemView error={error} onRetry={() => inBackground(refetch())} />
  if (!data) return <Pending />
  const { today, labeled, skipped, rejected, submitted, activeMs, open } = data
  return (
    <div className="number-panels">
      <section className="panel" aria-labelledby="today">
        <h2 id="today">
          <Trans>Today</Trans>
        </h2>
        <dl className="number-facts">
          <Fact name={<Trans>Answers</Trans>}>{formatNumber(today.submitted)}</Fact>
          <Fact name={<Trans>Active time</Trans>}>{formatHours(today.activeMs)}</Fact>
        </dl>
        <p className="quiet">
          <Trans>The day is {today.date}, in UTC. Pauses of more than a minute do not count.</Trans>
        </p>
      </section>
      <section className="panel" aria-labelledby="in-all">
        <h2 id="in-all">
          <Trans>In all</Trans>
        </h2>
        <dl className="number-facts">
          <Fact name={<Trans>Answers</Trans>}>{formatNumber(submitted)}</Fact>
          <Fact name={<Trans>Active time</Trans>}>{formatHours(activeMs)}</Fact>
          <Fact name={<Trans>Labeled now</Trans>}>{formatNumber(labeled)}</Fact>
          <Fact name={<Trans>Skipped now</Trans>}>{formatNumber(skipped)}</Fact>
          <Fact name={<Trans>Rejected</Trans>}>{formatNumber(rejected)}</Fact>
          <Fact name={<Trans>Open in the project</Trans>}>{formatNumber(open)}</Fact>
        </dl>
      </section>
    </div>
  )
}
