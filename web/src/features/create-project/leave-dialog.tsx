import { Trans } from '@lingui/react/macro'
import { useBlocker } from '@tanstack/react-router'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface LeaveDialogProps {
  readonly isKept: boolean
  readonly isUploading: boolean
}

/** Asks before something is lost: an upload that runs, or a draft that the browser cannot keep. */
export const LeaveDialog = ({ isKept, isUploading }: LeaveDialogProps) => {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isUploading || (!isKept && current.pathname !== next.pathname),
    enableBeforeUnload: () => isUploading || !isKept,
    withResolver: true,
  })
  return (
    <ModalOverlay className="overlay" isOpen={status === 'blocked'} onOpenChange={() => reset?.()}>
      <Modal className="modal">
        <Dialog role="alertdialog">
          <Heading slot="title">
            <Trans>Leave?</Trans>
          </Heading>
          <p>
            {isUploading ? (
              <Trans>Files are being uploaded. Those that are missing then are not sent.</Trans>
            ) : (
              <Trans>This browser keeps nothing, so what you filled in is lost.</Trans>
            )}
          </p>
          <div className="actions">
            <Button autoFocus onPress={() => reset?.()}>
              <Trans>Stay</Trans>
            </Button>
            <Button className="danger" onPress={() => proceed?.()}>
              <Trans>Leave</Trans>
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
