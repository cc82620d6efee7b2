import { Trans } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { TextInput } from './text-input.tsx'

interface ConfirmDialogProps {
  readonly title: string
  readonly children: ReactNode
  readonly confirm: string
  readonly onConfirm: () => void
  /** The button that opens the dialog. */
  readonly trigger: ReactNode
  /** The words that a person types first, where the harm is large. */
  readonly typed?: { readonly label: string; readonly text: string }
}

/** Asks before something that cannot be undone. */
export const ConfirmDialog = ({
  title,
  children,
  confirm,
  onConfirm,
  trigger,
  typed,
}: ConfirmDialogProps) => {
  const [text, setText] = useState('')
  return (
    <DialogTrigger onOpenChange={() => setText('')}>
      {trigger}
      <ModalOverlay isDismissable className="overlay">
        <Modal className="modal">
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title">{title}</Heading>
                {children}
                {typed && (
                  <TextInput label={typed.label} value={text} onChange={setText} autoComplete="off" />
                )}
                <div className="actions">
                  <Button slot="close">
                    <Trans>Cancel</Trans>
                  </Button>
                  <Button
                    className="danger"
                    isDisabled={typed !== undefined && text !== typed.text}
                    onPress={() => {
                      onConfirm()
                      close()
                    }}
                  >
                    {confirm}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  )
}
