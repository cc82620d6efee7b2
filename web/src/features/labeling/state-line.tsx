import { Plural, Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useSlice } from '../../core/use-slice.ts'
import type { BenchState } from '../../outbox/bench-state.ts'
import { useLabeling } from './label-context.ts'

const waitingIn = ({ work }: BenchState): number =>
  work.entries.reduce((sum, { answers }) => sum + answers.length, 0)

const Why = ({ why }: { readonly why: NonNullable<BenchState['hold']>['why'] }): ReactNode => {
  switch (why) {
    case 'Offline':
      return <Trans>No connection</Trans>
    case 'SignIn':
      return <Trans>Sign in to send them</Trans>
    case 'NotRunning':
      return <Trans>The project is not running</Trans>
    case 'Busy':
      return <Trans>The service is busy</Trans>
  }
}

/** There is no Save button: this line says where the answers are. */
export const StateLine = (): ReactNode => {
  const { bench } = useLabeling()
  const waiting = useSlice(bench, waitingIn)
  const sent = useSlice(bench, ({ accepted }) => accepted)
  const why = useSlice(bench, ({ hold }) => hold?.why)
  const hasFailed = useSlice(bench, ({ diskFailure }) => diskFailure !== undefined)
  const isHeld = why !== undefined && waiting > 0
  return (
    <p
      className="state-line"
      data-waiting={waiting}
      data-sent={sent}
      data-failed={hasFailed || undefined}
      data-held={isHeld || undefined}
    >
      {hasFailed ? (
        <strong role="alert">
          <Trans>This device does not save your answers: keep the tab open until they are sent.</Trans>
        </strong>
      ) : (
        <span role="status">{isHeld ? <Why why={why} /> : <Trans>Saved on this device</Trans>}</span>
      )}
      {' · '}
      {!isHeld && (
        <>
          <Plural value={sent} one="# sent" other="# sent" />
          {' · '}
        </>
      )}
      <Plural value={waiting} one="# waiting" other="# waiting" />
      {isHeld && why !== 'SignIn' && (
        <>
          {' '}
          <Button onPress={bench.askAgain}>
            <Trans>Send now</Trans>
          </Button>
        </>
      )}
    </p>
  )
}
