import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { commandTitles } from '../commands/command-titles.ts'
import { commandIds, commands, keysOfCommands } from '../commands/commands.ts'
import { useCommands } from '../commands/use-commands.ts'
import { usePreferences } from '../preferences/preference-store.ts'

/** The keys of all commands, at `?`. */
export const KeysDialog = () => {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  const keys = keysOfCommands(usePreferences().keys)
  useCommands('app', { showKeys: () => setOpen(true) })
  return (
    <>
      <Button className="quiet" aria-label={t`Show the keys`} onPress={() => setOpen(true)}>
        ?
      </Button>
      <ModalOverlay isOpen={isOpen} onOpenChange={setOpen} isDismissable className="overlay">
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
    </>
  )
}
