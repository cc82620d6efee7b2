import { Trans, useLingui } from '@lingui/react/macro'
import { lazy, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import type { CommandId } from '../../commands/commands.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { inBackground } from '../../core/in-background.ts'
import { allows, type ItemAction } from '../../items/review-action.ts'
import type { Outcome, Refused } from '../../items/send-review.ts'
import { useItemChanges } from '../../items/use-item-changes.ts'
import { LazyDialog } from '../../shell/lazy-dialog.tsx'
import { say } from '../../shell/toast-queue.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { wordsOf } from '../../ui/words-of.ts'
import { ProblemWords } from '../../ui/problem-words.tsx'

const RejectDialog = lazy(() => import('../../items/reject-dialog.tsx'))
const RelabelDialog = lazy(() => import('../../items/relabel-dialog.tsx'))
const AcceptSkipDialog = lazy(() => import('../../items/accept-skip-dialog.tsx'))

interface ItemActionsProps {
  readonly project: Schemas['Project']
  readonly item: Schemas['ItemDetail']
  readonly isReading: boolean
  readonly onReload: () => void
}

/** What a reviewer can do to the item as it is shown. */
export const ItemActions = ({ project, item, isReading, onReload }: ItemActionsProps): ReactNode => {
  const { t } = useLingui()
  const changes = useItemChanges(project.name)
  const [asked, setAsked] = useState<ItemAction>()
  const [refusal, setRefusal] = useState<Refused>()
  const [isSending, setSending] = useState(false)

  const run = async (send: () => Promise<Outcome>): Promise<void> => {
    setSending(true)
    try {
      const { refused, failure } = await send()
      setRefusal(refused[0])
      if (failure !== undefined) say({ ...wordsOf(failure), tone: 'problem' })
      else if (refused.length === 0) onReload()
    } finally {
      setSending(false)
    }
  }
  const isBusy = isSending || isReading
  const begin = (action: ItemAction): void => {
    if (isBusy) return
    if (!allows(action, item.state)) say({ text: t`The state of the item does not allow it.` })
    else if (action === 'Approve' || action === 'Unapprove')
      inBackground(run(() => changes.review(action, [item])))
    else setAsked(action)
  }
  const all: readonly (readonly [ItemAction, string, CommandId])[] = [
    ['Approve', t`Approve`, 'approve'],
    ['Reject', t`Reject`, 'reject'],
    ['Relabel', t`Label again`, 'relabel'],
    ['AcceptSkip', t`Accept the skip`, 'acceptSkip'],
    ['Unapprove', t`Take the approval back`, 'undoReview'],
  ]
  useCommands('review', Object.fromEntries(all.map(([action, , command]) => [command, () => begin(action)])))
  const close = (): void => setAsked(undefined)
  return (
    <section aria-labelledby="review-item" className="panel">
      <h2 id="review-item">
        <Trans>Review</Trans>
      </h2>
      <div className="actions">
        {all
          .filter(([action]) => allows(action, item.state))
          .map(([action, title, command]) => (
            <Button
              key={action}
              className={action === 'Approve' ? 'primary' : ''}
              isPending={isBusy}
              onPress={() => begin(action)}
            >
              {title}
              <KeyCap command={command} />
            </Button>
          ))}
      </div>
      {item.state === 'removed' && (
        <p>
          <Trans>The item is removed from the project.</Trans>
        </p>
      )}
      {refusal && (
        <p role="alert">
          <span className="field-problem">
            <ProblemWords error={refusal} />
          </span>{' '}
          <Button
            onPress={() => {
              setRefusal(undefined)
              onReload()
            }}
          >
            <Trans>Load again</Trans>
          </Button>
        </p>
      )}
      <LazyDialog onClose={close}>
        {asked === 'Reject' && (
          <RejectDialog
            project={project.name}
            count={1}
            onReject={(comment) => inBackground(run(() => changes.review('Reject', [item], comment)))}
            onClose={close}
          />
        )}
        {asked === 'Relabel' && (
          <RelabelDialog
            project={project}
            items={[item]}
            onRelabel={(labels) => inBackground(run(() => changes.relabel([item], labels)))}
            onClose={close}
          />
        )}
        {asked === 'AcceptSkip' && (
          <AcceptSkipDialog
            count={1}
            onAccept={() => inBackground(run(() => changes.review('AcceptSkip', [item])))}
            onClose={close}
          />
        )}
      </LazyDialog>
    </section>
  )
}
