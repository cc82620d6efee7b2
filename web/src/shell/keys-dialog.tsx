import { useLingui } from '@lingui/react/macro'
import { lazy, useState } from 'react'
import { Button } from 'react-aria-components'
import type { CommandId } from '../commands/commands.ts'
import { heardCommands, useCommands } from '../commands/use-commands.ts'
import { LazyDialog } from './lazy-dialog.tsx'

const KeysOverlay = lazy(() => import('./keys-overlay.tsx'))

/** The keys of the screen, at `?`. */
export const KeysDialog = () => {
  const { t } = useLingui()
  const [shown, setShown] = useState<ReadonlySet<CommandId>>()
  const show = (): void => setShown(heardCommands())
  const close = (): void => setShown(undefined)
  useCommands('app', { showKeys: show })
  return (
    <>
      <Button className="quiet" aria-label={t`Show the keys`} onPress={show}>
        <span aria-hidden="true">?</span>
      </Button>
      {shown && (
        <LazyDialog onClose={close}>
          <KeysOverlay shown={shown} onClose={close} />
        </LazyDialog>
      )}
    </>
  )
}
