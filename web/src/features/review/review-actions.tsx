import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button, Toolbar } from 'react-aria-components'
import type { CommandId } from '../../commands/commands.ts'
import type { ItemAction } from '../../items/review-action.ts'
import { KeyCap } from '../../ui/key-cap.tsx'

interface ReviewActionsProps {
  readonly selected: number
  readonly news: string
  readonly isRunning: boolean
  readonly canUndo: boolean
  readonly onAction: (action: ItemAction) => void
  readonly onUndo: () => void
  readonly onSelectAll: () => void
  readonly onClear: () => void
}

/** What can be done to the selected items, and what was done last. */
export const ReviewActions = ({
  selected,
  news,
  isRunning,
  canUndo,
  onAction,
  onUndo,
  onSelectAll,
  onClear,
}: ReviewActionsProps): ReactNode => {
  const { t } = useLingui()
  const actions: readonly (readonly [ItemAction, string, CommandId | undefined])[] = [
    ['Approve', t`Approve`, 'approve'],
    ['Reject', t`Reject`, 'reject'],
    ['Relabel', t`Label again`, 'relabel'],
    ['AcceptSkip', t`Accept the skip`, 'acceptSkip'],
    ['Unapprove', t`Take the approval back`, undefined],
  ]
  return (
    <div className="review-actions">
      <Toolbar aria-label={t`Actions on the selected items`} className="actions">
        {actions.map(([action, title, command]) => (
          <Button
            key={action}
            className={action === 'Approve' ? 'primary' : ''}
            onPress={() => onAction(action)}
          >
            {title}
            {command && <KeyCap command={command} />}
          </Button>
        ))}
        {canUndo && (
          <Button onPress={onUndo}>
            <Trans>Undo the approval</Trans>
            <KeyCap command="undoReview" />
          </Button>
        )}
        <Button onPress={onSelectAll}>
          <Trans>Select all that are loaded</Trans>
        </Button>
        {selected > 0 && (
          <Button onPress={onClear}>
            <Trans>Clear the selection</Trans>
          </Button>
        )}
      </Toolbar>
      <p role="status">
        <Plural value={selected} _0="Nothing is selected" one="# selected" other="# selected" />
        {isRunning ? (
          <>
            {' '}
            · <Trans>Sending…</Trans>
          </>
        ) : (
          news !== '' && ` · ${news}`
        )}
      </p>
    </div>
  )
}
