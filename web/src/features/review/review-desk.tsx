import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { lazy, useState, type ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { inBackground } from '../../core/in-background.ts'
import type { ItemAction } from '../../items/review-action.ts'
import type { Refused } from '../../items/send-review.ts'
import { LazyDialog } from '../../shell/lazy-dialog.tsx'
import { focusedItem } from './focused-tile.ts'
import { ReviewActions } from './review-actions.tsx'
import { ReviewGrid } from './review-grid.tsx'
import { useReview } from './use-review.ts'

const RejectDialog = lazy(() => import('../../items/reject-dialog.tsx'))
const RelabelDialog = lazy(() => import('../../items/relabel-dialog.tsx'))
const AcceptSkipDialog = lazy(() => import('../../items/accept-skip-dialog.tsx'))

interface ReviewDeskProps {
  readonly project: Schemas['Project']
  readonly items: readonly Schemas['Item'][]
  readonly onRefused: (refused: readonly Refused[], accepted: readonly string[]) => void
}

/** The grid with the actions on what is selected in it. */
export const ReviewDesk = ({ project, items, onRefused }: ReviewDeskProps): ReactNode => {
  const { t } = useLingui()
  const navigate = useNavigate()
  const review = useReview({ project: project.name, items, onRefused })
  const [asked, setAsked] = useState<{
    readonly action: ItemAction
    readonly items: readonly Schemas['Item'][]
  }>()

  const begin = (action: ItemAction): void => {
    const able = review.allowed(action)
    if (able.length === 0) return
    if (action === 'Approve' || action === 'Unapprove') inBackground(review.act(action, able))
    else setAsked({ action, items: able })
  }
  const undo = (): void => inBackground(review.undo())
  const open = (): void => {
    const item = focusedItem()
    if (item !== undefined)
      inBackground(navigate({ to: '/p/$project/items/$item', params: { project: project.name, item } }))
  }
  useCommands('review', {
    approve: () => begin('Approve'),
    reject: () => begin('Reject'),
    relabel: () => begin('Relabel'),
    acceptSkip: () => begin('AcceptSkip'),
    openItem: open,
    undoReview: undo,
  })

  const close = (): void => setAsked(undefined)
  return (
    <section aria-label={t`Items of the review`}>
      <ReviewActions
        selected={review.selected.size}
        news={review.news}
        isRunning={review.isRunning}
        canUndo={review.canUndo}
        onAction={begin}
        onUndo={undo}
        onSelectAll={() => review.select(new Set(items.map(({ id }) => id)))}
        onClear={() => review.select(new Set())}
      />
      <ReviewGrid items={items} selected={review.selected} onSelect={review.select} />
      <LazyDialog onClose={close}>
        {asked?.action === 'Reject' && (
          <RejectDialog
            project={project.name}
            count={asked.items.length}
            onReject={(comment) => inBackground(review.act('Reject', asked.items, { comment }))}
            onClose={close}
          />
        )}
        {asked?.action === 'Relabel' && (
          <RelabelDialog
            project={project}
            items={asked.items}
            onRelabel={(labels) => inBackground(review.act('Relabel', asked.items, { labels }))}
            onClose={close}
          />
        )}
        {asked?.action === 'AcceptSkip' && (
          <AcceptSkipDialog
            count={asked.items.length}
            onAccept={() => inBackground(review.act('AcceptSkip', asked.items))}
            onClose={close}
          />
        )}
      </LazyDialog>
    </section>
  )
}
