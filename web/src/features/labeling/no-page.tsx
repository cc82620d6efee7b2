import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { NoPage as NoPageState } from '../../outbox/bench-state.ts'
import { useLabeling } from './label-context.ts'
import { mayTakeFocus } from './may-take-focus.ts'

/** Whole seconds to a time; it counts down. */
const useSecondsTo = (time: number | undefined): number | undefined => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (time === undefined) return undefined
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [time])
  return time === undefined ? undefined : Math.max(0, Math.ceil((time - now) / 1000))
}

const Reason = ({ reason }: { readonly reason: string }): ReactNode => {
  switch (reason) {
    case 'AllDone':
      return <Trans>All done: each item has an answer. Thank you!</Trans>
    case 'AllLeased':
      return <Trans>Other labelers hold the open items now. There may be more when they submit.</Trans>
    case 'AllYours':
      return <Trans>The open items that are left are on your own pages.</Trans>
    case 'FilesMissing':
      return (
        <Trans>
          The items that are left have no file. The lead of the project can refresh or remove them.
        </Trans>
      )
    default:
      return <Trans>There is no page now.</Trans>
  }
}

/** Why there is nothing to label, and when there may be. */
export const NoPage = ({ noPage }: { readonly noPage: NoPageState }): ReactNode => {
  const { t } = useLingui()
  const { bench } = useLabeling()
  const seconds = useSecondsTo(noPage.retryAt)
  const ref = useRef<HTMLElement>(null)
  // The item that had the focus is gone with its page.
  useEffect(() => {
    if (mayTakeFocus()) ref.current?.focus()
  }, [])
  return (
    <section
      ref={ref}
      tabIndex={-1}
      className="notice"
      aria-label={t`Nothing to label`}
      data-waiting={noPage.reason}
    >
      <p role="status">
        <Reason reason={noPage.reason} />
      </p>
      {seconds !== undefined && (
        <p className="quiet" role="timer">
          <Trans>Next attempt in {seconds} s</Trans>
        </p>
      )}
      <Button className="primary" onPress={bench.askAgain}>
        <Trans>Ask again</Trans>
      </Button>
    </section>
  )
}
