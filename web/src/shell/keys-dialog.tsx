import { useLingui } from '@lingui/react/macro'
import { lazy, useState } from 'react'
import { Button } from 'react-aria-components'
import { useCommands } from '../commands/use-commands.ts'
import { LazyDialog } from './lazy-dialog.tsx'

const KeysOverlay = lazy(() => import('./keys-overlay.tsx'))

/** The keys of all commands, at `?`. */
export const KeysDialog = () => {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  useCommands('app', { showKeys: () => setOpen(true) })
  return (
    <>
      <Button className="quiet" aria-label={t`Show the keys`} onPress={() => setOpen(true)}>
        <span aria-hidden="true">?</span>
      </Button>
      {isOpen && (
        <LazyDialog onClose={() => setOpen(false)}>
          <KeysOverlay onClose={() => setOpen(false)} />
        </LazyDialog>
      )}
    </>
  )
}
