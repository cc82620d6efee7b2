import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { useNameOf } from '../../api/queries.ts'
import { ProblemView } from '../../shell/problem-view.tsx'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { formatDuration, formatNumber, formatShare } from '../../ui/format.ts'
import { statisticsQuery } from './progress-query.ts'

/** The labelers with their numbers. */
export const PeopleTable = ({ project }: { readonly project: string }) => {
  const { t } = useLingui()
  const nameOf = useNameOf(project)
  const { data, error } = useQuery(statisticsQuery(useApi(), project, 'labeler'))
  const [order, setOrder] = useState<'name' | 'submitted' | 'rejected'>('submitted')
  if (error) return <ProblemView error={error} />
  const rows = (data?.rows ?? []).map((row) => {
    const submitted = row.submitted ?? 0
    const user = row.labeler ?? ''
    return {
      user,
      name: nameOf(user),
      labeled: row.labeled,
      skipped: row.skipped ?? 0,
      submitted,
      rejected: submitted === 0 ? 0 : (row.rejected ?? 0) / submitted,
      each: row.activeMs === undefined || submitted === 0 ? undefined : row.activeMs / submitted,
    }
  })
  const sorted = rows.toSorted((one, other) =>
    order === 'name' ? one.name.localeCompare(other.name) : other[order] - one[order],
  )
  return (
    <section className="panel" aria-labelledby="people">
      <h2 id="people">
        <Trans>People</Trans>
      </h2>
      <ChoiceInput
        label={t`Order`}
        value={order}
        choices={[
          { value: 'submitted', text: t`Most answers first` },
          { value: 'rejected', text: t`Most rejected first` },
          { value: 'name', text: t`By name` },
        ]}
        onChange={setOrder}
      />
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="people">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Person</Trans>
              </th>
              <th scope="col" className="number">
                <Trans context="items">Labeled</Trans>
              </th>
              <th scope="col" className="number">
                <Trans context="items">Skipped</Trans>
              </th>
              <th scope="col" className="number">
                <Trans>Answers in all</Trans>
              </th>
              <th scope="col" className="number">
                <Trans context="items">Rejected</Trans>
              </th>
              <th scope="col" className="number">
                <Trans>Active time an answer</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={row.user}>
                <th scope="row">
                  <Link to="/p/$project/review" params={{ project }} search={{ labeledBy: row.user }}>
                    {row.name}
                  </Link>
                </th>
                <td className="number">{formatNumber(row.labeled)}</td>
                <td className="number">{formatNumber(row.skipped)}</td>
                <td className="number">{formatNumber(row.submitted)}</td>
                <td className="number">{formatShare(row.rejected)}</td>
                <td className="number">{row.each === undefined ? '–' : formatDuration(row.each)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length === 0 && (
        <p className="quiet">
          <Trans>Nobody has answered yet.</Trans>
        </p>
      )}
    </section>
  )
}
