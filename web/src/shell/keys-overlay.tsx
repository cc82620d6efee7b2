import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { commandTitles } from '../commands/command-titles.ts'
import { commandIds, commands, keysOfCommands } from '../commands/commands.ts'
import { usePreferences } from '../preferences/preference-store.ts'

const KeysOverlay = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
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
            <div>
              <dt>
                <kbd>1</kbd> – <kbd>9</kbd>, <kbd>0</kbd>
              </dt>
              <dd>
                <Trans>The first ten classes; with Shift the next ten</Trans>
              </dd>
            </div>
            {commandIds.map((id) => (
              <div key={id} data-scope={commands[id].scope}>
                <dt>
                  <kbd>{keys[id]}</kbd>
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
