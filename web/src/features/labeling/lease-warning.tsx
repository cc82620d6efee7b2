import { Trans } from '@lingui/react/macro'
import { useEffect, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useSlice } from '../../core/use-slice.ts'
import { currentPage } from '../../outbox/work.ts'
import { useLabeling } from './label-context.ts'

/** Says some time before its end that the page would go to others, and lets the person keep it. */
export const LeaseWarning = (): ReactNode => {
  const { bench } = useLabeling()
  const page = useSlice(bench, ({ work }) => currentPage(work)?.page)
  const [isSoon, setSoon] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => setSoon(bench.leaseEndsSoon()), 5_000)
    return () => clearInterval(timer)
  }, [bench])
  if (!isSoon || page === undefined) return null
  const keep = (): void => {
    bench.active.tick()
    bench.recheck(page)
    setSoon(false)
  }
  return (
    <div className="banner" role="alert">
      <Trans>Your page ends soon; its open items then go to others. Your answers are kept.</Trans>{' '}
      <Button onPress={keep}>
        <Trans>Keep the page</Trans>
      </Button>
    </div>
  )
}
