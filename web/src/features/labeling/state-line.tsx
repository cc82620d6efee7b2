import { Plural, Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useSlice } from '../../core/use-slice.ts'
import type { BenchState } from '../../outbox/bench-state.ts'
import { useLabeling } from './label-context.ts'

const waitingIn = ({ work }: BenchState): number =>
  work.entries.reduce((sum, { answers }) => sum + answers.length, 0)

const Why = ({ why }: { readonly why: NonNullable<BenchState['hold']>['why'] }): ReactNode => {
  switch (why) {
    case 'Offline':
      return <Trans>no connection</Trans>
    case 'SignIn':
      return <Trans>sign in to send them</Trans>
    case 'NotRunning':
      return <Trans>the project is not running</Trans>
    case 'Busy':
      return <Trans>the service is busy</Trans>
  }
}

/** There is no Save button: this line says where the answers are. */
export const StateLine = (): ReactNode => {
  const { bench } = useLabeling()
  const waiting = useSlice(bench, waitingIn)
  const sent = useSlice(bench, ({ accepted }) => accepted)
  const why = useSlice(bench, ({ hold }) => hold?.why)
  const hasFailed = useSlice(bench, ({ diskFailure }) => diskFailure !== undefined)
  return (
    <p className="state-line" data-waiting={waiting} data-sent={sent} data-failed={hasFailed || undefined}>
      {hasFailed ? (
        <strong role="alert">
          <Trans>This device does not save your answers: keep the tab open until they are sent.</Trans>
        </strong>
      ) : (
        <Trans>Saved on this device</Trans>
      )}
      {' · '}
      <Plural value={sent} one="# sent" other="# sent" />
      {' · '}
      <Plural value={waiting} one="# waiting" other="# waiting" />
      {why !== undefined && waiting > 0 && (
        <>
          {' – '}
          <Why why={why} />
        </>
      )}
    </p>
  )
}
