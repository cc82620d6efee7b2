import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from 'react-aria-components'

const storedAs = 'etiquette.skip-reasons'
const mostReasons = 5

const readReasons = (): readonly string[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storedAs) ?? '[]')
    return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : []
  } catch {
    return []
  }
}

const remember = (reason: string): void => {
  if (reason === '') return
  const reasons = [reason, ...readReasons().filter((one) => one !== reason)].slice(0, mostReasons)
  try {
    localStorage.setItem(storedAs, JSON.stringify(reasons))
  } catch {
    // A browser may refuse its storage; the reasons are then typed again.
  }
}

interface SkipDialogProps {
  readonly onSkip: (reason: string) => void
  readonly onClose: () => void
}

/** Asks why, without insisting: Enter skips at once. */
const SkipDialog = ({ onSkip, onClose }: SkipDialogProps): ReactNode => {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const skip = (text: string): void => {
    remember(text.trim())
    onClose()
    onSkip(text.trim())
  }
  const send = (event: FormEvent): void => {
    event.preventDefault()
    skip(reason)
  }
  return (
    <ModalOverlay isOpen onOpenChange={onClose} isDismissable className="overlay">
      <Modal className="modal">
        <Dialog>
          <form onSubmit={send} className="stack">
            <Heading slot="title">
              <Trans>Skip</Trans>
            </Heading>
            <TextField className="stack" value={reason} onChange={setReason} maxLength={1000} autoFocus>
              <Label>
                <Trans>Reason, for the reviewer (optional)</Trans>
              </Label>
              <Input />
            </TextField>
            {readReasons().length > 0 && (
              <div className="actions" role="group" aria-label={t`Former reasons`}>
                {readReasons().map((one) => (
                  <Button key={one} onPress={() => skip(one)}>
                    {one}
                  </Button>
                ))}
              </div>
            )}
            <div className="actions">
              <Button type="submit" className="primary">
                <Trans>Skip</Trans>
              </Button>
              <Button onPress={onClose}>
                <Trans>Cancel</Trans>
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

export default SkipDialog
