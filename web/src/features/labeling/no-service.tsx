import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { Hold } from '../../outbox/judge-failure.ts'
import { useLabeling } from './label-context.ts'

interface NoServiceProps {
  readonly why: Hold
  /** The status of the project, which says why it gives no page. */
  readonly status: string
}

const NotRunning = ({ status }: { readonly status: string }): ReactNode => {
  switch (status) {
    case 'Creating':
      return <Trans>The files of the project are being imported. The first page comes by itself.</Trans>
    case 'Paused':
      return <Trans>The project is paused. The lead can resume it; your answers are kept.</Trans>
    case 'Failed':
      return <Trans>The import of the project has failed. Its lead can see why.</Trans>
    default:
      return <Trans>The project is not running now; your answers are kept.</Trans>
  }
}

const Reason = ({ why, status }: NoServiceProps): ReactNode => {
  switch (why) {
    case 'NotRunning':
      return <NotRunning status={status} />
    case 'Offline':
      return <Trans>No connection. The next page comes when the service answers.</Trans>
    case 'SignIn':
      return <Trans>Sign in again to get the next page.</Trans>
    case 'Busy':
      return <Trans>The service is busy. The next page comes by itself.</Trans>
  }
}

/** Why the next page does not come yet. */
export const NoService = ({ why, status }: NoServiceProps): ReactNode => {
  const { bench } = useLabeling()
  return (
    <section className="notice" data-hold={why}>
      <p role="status">
        <Reason why={why} status={status} />
      </p>
      <Button onPress={bench.askAgain}>
        <Trans>Ask again</Trans>
      </Button>
    </section>
  )
}
