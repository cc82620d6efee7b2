import { Trans } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { useNameOf } from '../../api/queries.ts'
import { formatTime } from '../../ui/format.ts'
import { ExportCard } from './export-card.tsx'
import { exportsQuery } from './exports-query.ts'
import { StartExport } from './start-export.tsx'

const ExportsScreen = (): ReactNode => {
  const { project } = useParams({ from: '/p/$project/exports' })
  const { data: exports } = useSuspenseQuery(exportsQuery(useApi(), project))
  const nameOf = useNameOf(project)
  return (
    <section className="screen">
      <header className="screen-header">
        <h1>
          <Trans>Exports</Trans>
        </h1>
        <StartExport project={project} />
      </header>
      {exports.length === 0 ? (
        <p className="notice">
          <Trans>There are no exports yet.</Trans>
        </p>
      ) : (
        exports.map((entry) => {
          const earlier = exports.find(({ id }) => id === entry.since)
          return (
            <ExportCard
              key={entry.id}
              project={project}
              entry={entry}
              starter={nameOf(entry.startedBy)}
              since={earlier && formatTime(earlier.startedAt)}
            />
          )
        })
      )}
    </section>
  )
}

export default ExportsScreen
