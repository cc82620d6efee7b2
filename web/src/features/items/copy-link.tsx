import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { inBackground } from '../../core/in-background.ts'
import { say } from '../../shell/toast-queue.ts'

/** Copies the address of the screen. */
export const CopyLink = (): ReactNode => {
  const { t } = useLingui()
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(globalThis.location.href)
      say({ text: t`The link is copied.` })
    } catch {
      say({ text: t`The browser refuses. Copy the address of this page.`, tone: 'problem' })
    }
  }
  return (
    <Button onPress={() => inBackground(copy())}>
      <Trans>Copy the link</Trans>
    </Button>
  )
}
