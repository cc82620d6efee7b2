import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useState } from 'react'
import { Button } from 'react-aria-components'
import { useCommands } from '../commands/use-commands.ts'

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
        <Suspense>
          <KeysOverlay onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
