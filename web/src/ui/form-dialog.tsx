import { Trans } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { Button, Dialog, DialogTrigger, Form, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { inBackground } from '../core/in-background.ts'
import { WordsView } from './problem-words.tsx'
import { wordsOf, type Words } from './words-of.ts'

interface FormDialogProps {
  readonly title: string
  readonly children: ReactNode
  readonly submit: string
  /** Resolves to true if the dialog is done and closes. What it throws is said in the dialog. */
  readonly onSubmit: () => Promise<boolean>
  readonly isPending?: boolean
  readonly onOpen?: () => void
  /** A failure in words of this form. */
  readonly words?: (error: unknown) => Words
  readonly trigger: ReactNode
}

/** A form over the screen. It stays open, as it was filled in, until its request has succeeded. */
export const FormDialog = ({
  title,
  children,
  submit,
  onSubmit,
  isPending = false,
  onOpen,
  words = wordsOf,
  trigger,
}: FormDialogProps) => {
  const [problem, setProblem] = useState<Words>()
  return (
    <DialogTrigger
      onOpenChange={(isOpen) => {
        setProblem(undefined)
        if (isOpen) onOpen?.()
      }}
    >
      {trigger}
      <ModalOverlay className="overlay">
        <Modal className="modal">
          <Dialog>
            {({ close }) => (
              <Form
                onSubmit={(event) => {
                  event.preventDefault()
                  const run = async (): Promise<void> => {
                    setProblem(undefined)
                    try {
                      if (await onSubmit()) close()
                    } catch (error) {
                      setProblem(words(error))
                    }
                  }
                  inBackground(run())
                }}
              >
                <Heading slot="title">{title}</Heading>
                {children}
                <div role="alert">
                  {problem !== undefined && (
                    <p className="field-problem">
                      <WordsView words={problem} />
                    </p>
                  )}
                </div>
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
}
