import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { StepProblem } from './draft.ts'
import { stepTitles } from './step-titles.ts'
import { steps, type Step } from './steps.ts'

interface StepListProps {
  readonly step: Step
  readonly problemOf: (step: Step) => StepProblem | undefined
}

/** All steps; the one that is shown, and those before it that lack something, are marked. */
export const StepList = ({ step, problemOf }: StepListProps) => {
  const { t } = useLingui()
  const now = steps.indexOf(step)
  return (
    <nav aria-label={t`Steps`}>
      <ol className="step-list">
        {steps.map((one, index) => (
          <li key={one}>
            <Link to="/new" search={{ step: one }} aria-current={one === step ? 'step' : undefined}>
              <span className="step-number" aria-hidden="true">
                {index < now && !problemOf(one) ? '✓' : index + 1}
              </span>
              {t(stepTitles[one])}
              {index < now && problemOf(one) && (
                <span className="field-problem">
                  <Trans>incomplete</Trans>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
