import { Trans } from '@lingui/react/macro'
import { useBlocker } from '@tanstack/react-router'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface LeaveDialogProps {
  readonly isKept: boolean
  readonly isUploading: boolean
  /** Images that are chosen and not uploaded. */
  readonly waiting: number
}

/** Asks before something is lost: an upload that runs, images that wait for it, or a draft that the browser cannot keep. */
export const LeaveDialog = ({ isKept, isUploading, waiting }: LeaveDialogProps) => {
  const mayLose = !isKept || waiting > 0
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isUploading || (mayLose && current.pathname !== next.pathname),
    enableBeforeUnload: () => isUploading || mayLose,
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
            ) : waiting > 0 ? (
              <Trans>The images that you chose are not uploaded yet.</Trans>
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
