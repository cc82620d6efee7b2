import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { inBackground } from '../../core/in-background.ts'
import { LazyDialog } from '../../shell/lazy-dialog.tsx'
import { BulkProgress } from './bulk-progress.tsx'
import type { ItemFilter } from './item-filter.ts'
import { useBulkReview } from './use-bulk-review.ts'

const BulkDialog = lazy(() => import('./bulk-dialog.tsx'))

interface BulkReviewProps {
  readonly project: string
  readonly filter: ItemFilter
  readonly onEnd: () => void
}

/** Reviews all items of the filter, also those that are not loaded. */
export const BulkReview = ({ project, filter, onEnd }: BulkReviewProps): ReactNode => {
  const { t } = useLingui()
  const [isAsking, setAsking] = useState(false)
  const { started, start, isPending } = useBulkReview(project)
  // `useChange` says the failure.
  const restart = (expectedCount: number): void => {
    if (started) inBackground(start({ ...started.request, expectedCount }).catch(() => false))
  }
  return (
    <>
      <Button onPress={() => setAsking(true)}>
        <Trans>Review all that meet the filter</Trans>
      </Button>
      {isAsking && (
        <LazyDialog onClose={() => setAsking(false)}>
          <BulkDialog
            project={project}
            filter={filter}
            isPending={isPending}
            onStart={start}
            onClose={() => setAsking(false)}
          />
        </LazyDialog>
      )}
      {started && (
        <section className="panel bulk-progress" aria-label={t`Review of all that meet the filter`}>
          <BulkProgress
            key={started.operation}
            operation={started.operation}
            request={started.request}
            isPending={isPending}
            onRestart={restart}
            onEnd={onEnd}
          />
        </section>
      )}
    </>
  )
}
