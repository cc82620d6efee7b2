import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from 'react-aria-components'
import { usePerson } from '../../session/session-context.tsx'
import { useLabeling } from './label-context.ts'
import { skipReasons } from './skip-reasons.ts'

interface SkipDialogProps {
  readonly onSkip: (reason: string) => void
  readonly onClose: () => void
}

/** Asks why, without insisting: Enter skips at once. */
const SkipDialog = ({ onSkip, onClose }: SkipDialogProps): ReactNode => {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const { user } = usePerson()
  const { project } = useLabeling()
  const [former] = useState(() => skipReasons.read(user, project))
  const skip = (text: string): void => {
    const why = text.trim()
    if (why !== '') skipReasons.putFirst(user, project, why)
    onClose()
    onSkip(why)
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
            {former.length > 0 && (
              <div className="actions" role="group" aria-label={t`Former reasons`}>
                {former.map((one) => (
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
