import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { inBackground } from '../../core/in-background.ts'
import { LazyDialog } from '../../shell/lazy-dialog.tsx'
import { BulkProgress } from './bulk-progress.tsx'
import type { ItemFilter } from '../../items/item-filter.ts'
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
  /** The filter that the dialog was opened for: another one in the address closes it. */
  const [asked, setAsked] = useState<string>()
  const shown = JSON.stringify(filter)
  const { started, start, isPending } = useBulkReview(project)
  // `useChange` says the failure.
  const restart = (expectedCount: number): void => {
    if (started) inBackground(start({ ...started.request, expectedCount }).catch(() => false))
  }
  return (
    <>
      <Button aria-haspopup="dialog" onPress={() => setAsked(shown)}>
        <Trans>Review all that meet the filter</Trans>
      </Button>
      {asked === shown && (
        <LazyDialog onClose={() => setAsked(undefined)}>
          <BulkDialog
            project={project}
            filter={filter}
            isPending={isPending}
            onStart={start}
            onClose={() => setAsked(undefined)}
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
