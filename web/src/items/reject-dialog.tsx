import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { usePerson } from '../session/session-context.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { commentPresets, presetsIn } from './comment-presets.ts'

interface RejectDialogProps {
  readonly project: string
  readonly count: number
  readonly onReject: (comment: string | undefined) => void
  readonly onClose: () => void
}

/** Asks why, without insisting: Enter rejects at once. */
const RejectDialog = ({ project, count, onReject, onClose }: RejectDialogProps): ReactNode => {
  const { t } = useLingui()
  const [comment, setComment] = useState('')
  const { user } = usePerson()
  const [presets, setPresets] = useState(() => commentPresets.read(user, project))
  const [edited, setEdited] = useState<string>()
  const reject = (text: string): void => {
    onClose()
    onReject(text.trim() === '' ? undefined : text.trim())
  }
  const send = (event: FormEvent): void => {
    event.preventDefault()
    reject(comment)
  }
  const keep = (): void => {
    const next = presetsIn(edited ?? '')
    commentPresets.store(user, project, next)
    setPresets(next)
    setEdited(undefined)
  }
  return (
    <ModalOverlay isOpen onOpenChange={onClose} isDismissable className="overlay">
      <Modal className="modal">
        <Dialog>
          <form onSubmit={send}>
            <Heading slot="title">
              <Plural value={count} one="Reject # answer" other="Reject # answers" />
            </Heading>
            <p>
              <Trans>
                This cannot be undone: the answer is taken back, and somebody labels the item again. The
                comment is shown to them.
              </Trans>
            </p>
            <TextInput
              label={t`Comment (optional)`}
              value={comment}
              onChange={setComment}
              maxLength={2000}
              autoFocus
            />
            {presets.length > 0 && (
              <div className="actions" role="group" aria-label={t`Reject with a kept comment`}>
                {presets.map((preset) => (
                  <Button key={preset} onPress={() => reject(preset)}>
                    {preset}
                  </Button>
                ))}
              </div>
            )}
            {edited === undefined ? (
              <Button onPress={() => setEdited([...presets, ...presetsIn(comment)].join('\n'))}>
                <Trans>Edit the kept comments</Trans>
              </Button>
            ) : (
              <>
                <TextInput
                  label={t`Kept comments`}
                  hint={t`One a line. They stay in this browser.`}
                  value={edited}
                  onChange={setEdited}
                  rows={5}
                />
                <Button onPress={keep}>
                  <Trans>Keep these comments</Trans>
                </Button>
              </>
            )}
            <div className="actions dialog-end">
              <Button onPress={onClose}>
                <Trans>Cancel</Trans>
              </Button>
              <Button type="submit" className="primary">
                <Trans>Reject</Trans>
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

export default RejectDialog
