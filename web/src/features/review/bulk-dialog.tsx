import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { inBackground } from '../../core/in-background.ts'
import { stateTitle } from '../../items/state-titles.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { ProblemWords } from '../../ui/problem-words.tsx'
import { bulkActionsFor, bulkFilterFor, type BulkRequest } from './bulk-request.ts'
import { parseItemFilter, type ItemFilter } from '../../items/item-filter.ts'
import { itemCountQuery } from './item-list.ts'
import { useActionTitle } from './use-action-title.ts'

interface BulkDialogProps {
  readonly project: string
  readonly filter: ItemFilter
  readonly isPending: boolean
  /** Resolves if the review has started. */
  readonly onStart: (request: BulkRequest) => Promise<boolean>
  readonly onClose: () => void
}

/** Asks what is done to the items of the filter, and shows how many they are by the service's count. */
const BulkDialog = ({ project, filter, isPending, onStart, onClose }: BulkDialogProps): ReactNode => {
  const { t } = useLingui()
  const titleOf = useActionTitle()
  const actions = bulkActionsFor(filter)
  const [action, setAction] = useState(actions[0])
  const [percent, setPercent] = useState(String(filter.sample ?? 100))
  const [comment, setComment] = useState('')
  const { sample } = parseItemFilter({ sample: Number(percent) })
  const chosen = action === undefined ? undefined : bulkFilterFor(filter, action, sample ?? 100)
  const count = useQuery({
    ...itemCountQuery(useApi(), project, chosen ?? {}),
    enabled: chosen !== undefined && sample !== undefined,
  })
  const total = count.isFetching ? undefined : count.data
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (action === undefined || chosen === undefined || !total || sample === undefined) return
    const text = comment.trim()
    const run = async (): Promise<void> => {
      await onStart({
        action,
        filter: chosen,
        expectedCount: total.count,
        ...(text === '' ? {} : { comment: text }),
      })
      onClose()
    }
    // `useChange` says the failure, and the dialog stays as it is.
    inBackground(run().catch(() => {}))
  }
  return (
    <ModalOverlay isOpen onOpenChange={onClose} className="overlay">
      <Modal className="modal">
        <Dialog>
          <Form onSubmit={send}>
            <Heading slot="title">
              <Trans>Review all that meet the filter</Trans>
            </Heading>
            {action === undefined || chosen === undefined ? (
              <p>
                <Trans>Items of this state cannot be reviewed. Choose another state in the filter.</Trans>
              </p>
            ) : (
              <>
                <ChoiceInput
                  label={t`Action`}
                  value={action}
                  choices={actions.map((value) => ({ value, text: titleOf(value) }))}
                  onChange={setAction}
                />
                <TextInput
                  label={t`Part of them, in percent`}
                  hint={t`A whole number from 1 to 100. The same part each time.`}
                  value={percent}
                  onChange={setPercent}
                  inputMode="numeric"
                  problem={sample === undefined ? t`Enter a whole number from 1 to 100` : undefined}
                />
                <TextInput
                  label={action === 'Reject' ? t`Comment for the labelers (optional)` : t`Reason (optional)`}
                  value={comment}
                  onChange={setComment}
                  maxLength={2000}
                />
                <p>
                  <Trans>State of the items: {stateTitle(t, chosen.state ?? '')}</Trans>
                </p>
                <p aria-live="polite" className="count">
                  {count.error ? (
                    <span className="field-problem">
                      <ProblemWords error={count.error} />
                    </span>
                  ) : total === undefined ? (
                    <Trans>Counting…</Trans>
                  ) : total.isAtLeast ? (
                    <Plural
                      value={total.count}
                      one="At least # item. If there are more, nothing is changed and the exact number is told."
                      other="At least # items. If there are more, nothing is changed and the exact number is told."
                    />
                  ) : (
                    <Plural
                      value={total.count}
                      one="# item. If the number changes before the start, nothing is changed."
                      other="# items. If the number changes before the start, nothing is changed."
                    />
                  )}
                </p>
                {(action === 'Reject' || action === 'AcceptSkip') && (
                  <p>
                    <strong>
                      <Trans>This cannot be undone here.</Trans>
                    </strong>
                  </p>
                )}
              </>
            )}
            <div className="actions dialog-end">
              <Button onPress={onClose}>
                <Trans>Cancel</Trans>
              </Button>
              {action !== undefined && (
                <Button
                  type="submit"
                  className="primary"
                  isPending={isPending}
                  isDisabled={total === undefined || total.count === 0 || sample === undefined}
                >
                  {titleOf(action)}
                </Button>
              )}
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

export default BulkDialog
