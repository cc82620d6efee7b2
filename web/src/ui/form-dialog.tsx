import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button, Dialog, DialogTrigger, Form, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface FormDialogProps {
  readonly title: string
  readonly children: ReactNode
  readonly submit: string
  /** Resolves to true if the dialog is done and closes. */
  readonly onSubmit: () => Promise<boolean>
  readonly isPending?: boolean
  readonly trigger: ReactNode
}

/** A form over the screen. It stays open, as it was filled in, until its request has succeeded. */
export const FormDialog = ({
  title,
  children,
  submit,
  onSubmit,
  isPending = false,
  trigger,
}: FormDialogProps) => (
  <DialogTrigger>
    {trigger}
    <ModalOverlay className="overlay">
      <Modal className="modal">
        <Dialog>
          {({ close }) => (
            <Form
              onSubmit={(event) => {
                event.preventDefault()
                const run = async (): Promise<void> => {
                  if (await onSubmit()) close()
                }
                // The change has said its failure; the form stays.
                run().catch(() => {})
              }}
            >
              <Heading slot="title">{title}</Heading>
              {children}
              <div className="actions">
                <Button slot="close">
                  <Trans>Cancel</Trans>
                </Button>
                <Button type="submit" className="primary" isPending={isPending}>
                  {submit}
                </Button>
              </div>
            </Form>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  </DialogTrigger>
)
