import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'

/** Another tab labels the project. */
export const Elsewhere = ({ onTakeOver }: { readonly onTakeOver: () => void }): ReactNode => (
  <section className="notice" role="status">
    <p>
      <Trans>You label this project in another tab. Two tabs would show the same items.</Trans>
    </p>
    <Button className="primary" onPress={onTakeOver}>
      <Trans>Label here</Trans>
    </Button>
  </section>
)
