import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { Schemas } from '../api/client.ts'
import { listClasses } from '../classes/class-list.ts'
import { editorOf } from '../tasks/editors.ts'
import { ClassChoice } from './class-choice.tsx'
import { LabelChips } from './label-chips.tsx'

interface RelabelDialogProps {
  readonly project: Schemas['Project']
  readonly items: readonly Schemas['Item'][]
  readonly onRelabel: (labels: readonly string[]) => void
  readonly onClose: () => void
}

/** Asks for the right classes: one class answers at once, several are gathered first. */
const RelabelDialog = ({ project, items, onRelabel, onClose }: RelabelDialogProps): ReactNode => {
  const { t } = useLingui()
  const [listed] = useState(() => listClasses(project.labelClasses))
  const editor = editorOf(project.taskType)
  const [label, setLabel] = useState(items.length === 1 ? { labels: items[0]?.labels ?? [] } : undefined)
  const finish = (labels: readonly string[]): void => {
    onClose()
    onRelabel(labels)
  }
  const choose = (path: string): void => {
    const next = editor?.applyClass(label, path)
    if (editor?.advances === true) finish(next?.labels ?? [])
    else setLabel({ labels: next?.labels ?? [] })
  }
  const labels = label?.labels ?? []
  return (
    <ModalOverlay isOpen onOpenChange={onClose} isDismissable className="overlay">
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">
            <Plural value={items.length} one="Label # item again" other="Label # items again" />
          </Heading>
          {editor ? (
            <>
              <p>
                <Trans>The new label replaces the answer, which stays in the history.</Trans>
              </p>
              {!editor.advances && (
                <p className="label-chips" aria-live="polite" aria-label={t`Chosen classes`} role="group">
                  <LabelChips
                    labels={labels}
                    classes={new Map(listed.map((one) => [one.path, one]))}
                    isLong
                  />
                </p>
              )}
              <ClassChoice classes={listed} chosen={labels} onChoose={choose} />
            </>
          ) : (
            <p role="alert">
              <Trans>This app cannot edit labels of the task type {project.taskType}.</Trans>
            </p>
          )}
          <div className="actions dialog-end">
            <Button onPress={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            {editor && project.allowNoClass && (
              <Button onPress={() => finish([])}>
                <Trans>No class applies</Trans>
              </Button>
            )}
            {editor?.advances === false && (
              <Button className="primary" onPress={() => finish(labels)}>
                <Trans>Save the label</Trans>
              </Button>
            )}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

export default RelabelDialog
