import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { inBackground } from '../../core/in-background.ts'
import { CheckStep } from './check-step.tsx'
import { ClassesStep } from './classes-step.tsx'
import { DataStep } from './data-step.tsx'
import { problemOf, type Draft } from './draft.ts'
import { InstructionsStep } from './instructions-step.tsx'
import { PeopleStep } from './people-step.tsx'
import { StepList } from './step-list.tsx'
import { stepProblems, stepTitles } from './step-titles.ts'
import { stepAfter, stepBefore, type Step } from './steps.ts'
import { TaskStep } from './task-step.tsx'
import type { ChangeDraft } from './use-draft.ts'

interface WizardProps {
  readonly step: Step
  readonly draft: Draft
  readonly onChange: ChangeDraft
  readonly isUploading: boolean
  readonly onUploading: (isUploading: boolean) => void
  readonly onMade: () => void
  /** The wizard takes the place of what had the focus. */
  readonly takesFocus: boolean
}

/** One step with its way back and on. Next says what is missing instead of being grey. */
export const Wizard = ({
  step,
  draft,
  onChange,
  isUploading,
  onUploading,
  onMade,
  takesFocus,
}: WizardProps) => {
  const { t } = useLingui()
  const navigate = useNavigate()
  const title = useRef<HTMLHeadingElement>(null)
  /** The step in which Next was pressed too early. */
  const [asked, setAsked] = useState<Step>()
  const shown = useRef(takesFocus ? undefined : step)
  useEffect(() => {
    if (shown.current !== step) title.current?.focus()
    shown.current = step
  }, [step])
  const goTo = (next: Step | undefined): void => {
    if (next) inBackground(navigate({ to: '/new', search: { step: next } }))
  }
  const problem = problemOf(draft, step)
  const before = stepBefore(step)
  const after = stepAfter(step)
  return (
    <>
      <StepList step={step} draft={draft} />
      <section className="wizard-step" aria-labelledby="step">
        <h2 id="step" ref={title} tabIndex={-1}>
          {t(stepTitles[step])}
        </h2>
        {step === 'data' && (
          <DataStep draft={draft} onChange={onChange} isUploading={isUploading} onUploading={onUploading} />
        )}
        {step === 'task' && <TaskStep draft={draft} onChange={onChange} />}
        {step === 'classes' && <ClassesStep draft={draft} onChange={onChange} />}
        {step === 'instructions' && <InstructionsStep draft={draft} onChange={onChange} />}
        {step === 'people' && <PeopleStep draft={draft} onChange={onChange} />}
        {step === 'check' && <CheckStep draft={draft} onChange={onChange} onMade={onMade} />}
      </section>
      <div role="alert">
        {asked === step && problem && <p className="field-problem">{t(stepProblems[problem])}</p>}
        {asked === step && isUploading && <p>{t`Wait until the files are uploaded, or stop the upload.`}</p>}
      </div>
      <div className="actions wizard-actions">
        {before && (
          <Button onPress={() => goTo(before)}>
            <Trans>Back</Trans>
          </Button>
        )}
        {after && (
          <Button
            className="primary"
            onPress={() => {
              if (problem || isUploading) setAsked(step)
              else goTo(after)
            }}
          >
            <Trans>Next</Trans>
          </Button>
        )}
      </div>
    </>
  )
}
