import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { ProblemView } from '../../shell/problem-view.tsx'
import { formatDuration, formatNumber } from '../../ui/format.ts'
import { statisticsQuery } from './progress-query.ts'

const DayChart = lazy(() => import('./day-chart.tsx'))

/** Answers by day (UTC), newest first, and as a line. */
export const DayPanel = ({ project }: { readonly project: string }) => {
  const { t, i18n } = useLingui()
  const { data, error } = useQuery(statisticsQuery(useApi(), project, 'day'))
  if (error) return <ProblemView error={error} />
  const days = (data?.rows ?? []).flatMap((row) => {
    if (row.date === undefined) return []
    return [{ date: row.date, answers: row.submitted ?? row.labeled, activeMs: row.activeMs ?? 0 }]
  })
  const inOrder = days.toSorted((one, other) => one.date.localeCompare(other.date))
  if (inOrder.length === 0) return null
  return (
    <section className="panel" aria-labelledby="days">
      <h2 id="days">
        <Trans>Answers by day</Trans>
      </h2>
      <Suspense>
        <DayChart
          // Its axes are drawn once.
          key={i18n.locale}
          times={inOrder.map(({ date }) => Date.parse(date) / 1000)}
          answers={inOrder.map(({ answers }) => answers)}
          label={t`Answers`}
        />
      </Suspense>
      <details>
        <summary>
          <Trans>As a table</Trans>
        </summary>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Day (UTC)</Trans>
              </th>
              <th scope="col" className="number">
                <Trans>Answers</Trans>
              </th>
              <th scope="col" className="number">
                <Trans>Active time</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {inOrder.toReversed().map(({ date, answers, activeMs }) => (
              <tr key={date}>
                <th scope="row">{date}</th>
                <td className="number">{formatNumber(answers)}</td>
                <td className="number">{formatDuration(activeMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
