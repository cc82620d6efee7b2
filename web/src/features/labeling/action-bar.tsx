import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useSlice } from '../../core/use-slice.ts'
import type { BenchState } from '../../outbox/bench-state.ts'
import { currentPage, unanswered } from '../../outbox/work.ts'
import { usePreferences } from '../../preferences/preference-store.ts'
import { Announcer } from './announcer.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useLabeling } from './label-context.ts'

interface ActionBarProps {
  readonly onSkip: () => void
}

const leftOf = ({ work }: BenchState): number => {
  const page = currentPage(work)
  return page ? unanswered(page).length : 0
}

/** Renders with each answer, and the buttons of the bar do not. */
const SubmitText = (): ReactNode => {
  const left = useSlice(useLabeling().bench, leftOf)
  return left === 0 ? <Trans>Submit</Trans> : <Trans>Submit ({left} left)</Trans>
}

/** Skip, clear, submit: at the thumb on a touch screen. Submit is never grey; pressed too early it shows what is missing. */
export const ActionBar = ({ onSkip }: ActionBarProps): ReactNode => {
  const { t } = useLingui()
  const { bench, actions } = useLabeling()
  const { hand } = usePreferences()
  const isComplete = useSlice(bench, (state) => leftOf(state) === 0)
  return (
    <section className="action-bar" data-hand={hand} aria-label={t`Actions`}>
      <Announcer />
      <Button onPress={onSkip} preventFocusOnPress>
        <Trans>Skip</Trans> <KeyCap command="skipItem" />
      </Button>
      <Button onPress={actions.clear} preventFocusOnPress>
        <Trans>Clear</Trans> <KeyCap command="clearAnswer" />
      </Button>
      <Button className={isComplete ? 'primary' : ''} onPress={actions.submit} preventFocusOnPress>
        <SubmitText /> <KeyCap command="submitPage" />
      </Button>
    </section>
  )
}
