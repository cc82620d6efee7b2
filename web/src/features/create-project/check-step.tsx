import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Button, Label, ProgressBar } from 'react-aria-components'
import { inBackground } from '../../core/in-background.ts'
import { isName } from '../../data/names.ts'
import { formatNumber } from '../../ui/format.ts'
import { ProblemWords } from '../../ui/problem-words.tsx'
import { projectNameOf } from './creation.ts'
import type { Draft, StepProblem } from './draft.ts'
import { NameFields } from './name-fields.tsx'
import { stepProblems, stepTitles } from './step-titles.ts'
import { steps, type Step } from './steps.ts'
import { Summary } from './summary.tsx'
import { useCreation } from './use-creation.ts'
import type { ChangeDraft } from './use-draft.ts'

interface CheckStepProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
  readonly problemOf: (step: Step) => StepProblem | undefined
  readonly onMade: () => void
}

/** All that was chosen, with ways to change it, and the button that makes the project. */
export const CheckStep = ({ draft, onChange, problemOf, onMade }: CheckStepProps) => {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { run, done, total } = useCreation(draft, onChange, ({ project, operation }) => {
    onMade()
    const search = { step: 'done', project, ...(operation === undefined ? {} : { operation }) } as const
    inBackground(navigate({ to: '/new', search, replace: true }))
  })
  const withColon = (name: string, value: string): string => t`${name}: ${value}`
  const incomplete = steps.flatMap((step) => {
    const problem = draft.made === undefined || step === 'people' ? problemOf(step) : undefined
    return problem ? [{ step, problem }] : []
  })
  const isNamed = isName(projectNameOf(draft))
  const words = t`${formatNumber(done)} of ${formatNumber(total)}`
  return (
    <>
      <NameFields draft={draft} onChange={onChange} />
      <Summary draft={draft} />
      {draft.made !== undefined && !run.isPending && (
        <p role="status">
          <Trans>The project is made. Some of its people are still missing.</Trans>
        </p>
      )}
      {incomplete.length > 0 && (
        <ul className="field-problem">
          {incomplete.map(({ step, problem }) => (
            <li key={step}>{withColon(t(stepTitles[step]), t(stepProblems[problem]))}</li>
          ))}
        </ul>
      )}
      <div role="alert">
        {run.error && (
          <p className="field-problem">
            <ProblemWords error={run.error} /> <Trans>What was made stays; try again to go on.</Trans>
          </p>
        )}
      </div>
      {run.isPending && (
        <ProgressBar className="progress" value={done} maxValue={total} valueLabel={words}>
          {({ percentage }) => (
            <>
              <Label>
                <Trans>Creating the project</Trans>
              </Label>{' '}
              <span>{words}</span>
              <progress aria-hidden="true" max={100} value={percentage ?? 0} />
            </>
          )}
        </ProgressBar>
      )}
      <Button
        className="primary"
        isPending={run.isPending}
        isDisabled={incomplete.length > 0 || !isNamed}
        onPress={() => run.mutate()}
      >
        {run.isError ? <Trans>Try again</Trans> : <Trans>Create the project</Trans>}
      </Button>
      {!isNamed && (
        <p className="quiet">
          <Trans>Give the project a name first.</Trans>
        </p>
      )}
    </>
  )
}
