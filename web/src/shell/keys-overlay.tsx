import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { commandTitles } from '../commands/command-titles.ts'
import { commandIds, keysOfCommands, type CommandId } from '../commands/commands.ts'
import { usePreferences } from '../preferences/preference-store.ts'
import { keyText } from '../ui/titles/key-titles.ts'

interface KeysOverlayProps {
  readonly shown: ReadonlySet<CommandId>
  readonly onClose: () => void
}

const KeysOverlay = ({ shown, onClose }: KeysOverlayProps): ReactNode => {
  const { t } = useLingui()
  const keys = keysOfCommands(usePreferences().keys)
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isDismissable
      className="overlay"
    >
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">
            <Trans>Keys</Trans>
          </Heading>
          <dl className="keys">
            {shown.has('searchClasses') && (
              <div>
                <dt>
                  <kbd>1</kbd> – <kbd>9</kbd>, <kbd>0</kbd>
                </dt>
                <dd>
                  <Trans>The first ten classes; with Shift the next ten</Trans>
                </dd>
              </div>
            )}
            {commandIds
              .filter((id) => shown.has(id))
              .map((id) => (
                <div key={id}>
                  <dt>
                    <kbd>{keyText(t, keys[id])}</kbd>
                  </dt>
                  <dd>{t(commandTitles[id])}</dd>
                </div>
              ))}
          </dl>
          <Button slot="close">
            <Trans>Close</Trans>
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

export default KeysOverlay
