import { Plural, Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface AcceptSkipDialogProps {
  readonly count: number
  readonly onAccept: () => void
  readonly onClose: () => void
}

/** Says that accepted skips leave the project. */
const AcceptSkipDialog = ({ count, onAccept, onClose }: AcceptSkipDialogProps): ReactNode => (
  <ModalOverlay isOpen onOpenChange={onClose} isDismissable className="overlay">
    <Modal className="modal">
      <Dialog role="alertdialog">
        <Heading slot="title">
          <Plural value={count} one="Accept # skip" other="Accept # skips" />
        </Heading>
        <p>
          <Trans>
            The items leave the project: nobody labels them, and exports have none of them. Only a lead can
            put them back.
          </Trans>
        </p>
        <div className="actions dialog-end">
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            autoFocus
            className="primary"
            onPress={() => {
              onClose()
              onAccept()
            }}
          >
            <Trans>Accept the skips</Trans>
          </Button>
        </div>
      </Dialog>
    </Modal>
  </ModalOverlay>
)

export default AcceptSkipDialog
