import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { inBackground } from '../../core/in-background.ts'
import { CheckStep } from './check-step.tsx'
import { ClassesStep } from './classes-step.tsx'
import { DataStep } from './data-step.tsx'
import type { Draft } from './draft.ts'
import { InstructionsStep } from './instructions-step.tsx'
import { PeopleStep } from './people-step.tsx'
import { StepList } from './step-list.tsx'
import { stepProblems, stepTitles } from './step-titles.ts'
import { stepAfter, stepBefore, type Step } from './steps.ts'
import { TaskStep } from './task-step.tsx'
import { wizardProblemOf, type ChangeUnfinished, type Unfinished } from './unfinished.ts'
import type { ChangeDraft } from './use-draft.ts'
import { useHasImages } from './use-has-images.ts'

interface WizardProps {
  readonly step: Step
  readonly draft: Draft
  readonly onChange: ChangeDraft
  readonly unfinished: Unfinished
  readonly onUnfinished: ChangeUnfinished
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
  unfinished,
  onUnfinished,
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
  const { hasImages, ask } = useHasImages(draft)
  const [isAsking, setAsking] = useState(false)
  const problemAt = (one: Step) => wizardProblemOf(draft, unfinished, hasImages, one)
  const problem = problemAt(step)
  const before = stepBefore(step)
  const after = stepAfter(step)
  const goOn = async (): Promise<void> => {
    setAsked(step)
    if (problem || isUploading) return
    setAsking(true)
    const mayGo = step !== 'data' || (await ask())
    setAsking(false)
    if (!mayGo) return
    setAsked(undefined)
    goTo(after)
  }
  return (
    <>
      <StepList step={step} problemOf={problemAt} />
      <section className="wizard-step" aria-labelledby="step">
        <h2 id="step" ref={title} tabIndex={-1}>
          {t(stepTitles[step])}
        </h2>
        {step === 'data' && (
          <DataStep
            draft={draft}
            onChange={onChange}
            unfinished={unfinished}
            onUnfinished={onUnfinished}
            isUploading={isUploading}
            onUploading={onUploading}
          />
        )}
        {step === 'task' && <TaskStep draft={draft} onChange={onChange} />}
        {step === 'classes' && (
          <ClassesStep
            draft={draft}
            onChange={onChange}
            typed={unfinished.className}
            onTyped={(className) => onUnfinished({ className })}
          />
        )}
        {step === 'instructions' && <InstructionsStep draft={draft} onChange={onChange} />}
        {step === 'people' && (
          <PeopleStep
            draft={draft}
            onChange={onChange}
            typed={unfinished.person}
            onTyped={(person) => onUnfinished({ person })}
          />
        )}
        {step === 'check' && (
          <CheckStep draft={draft} onChange={onChange} problemOf={problemAt} onMade={onMade} />
        )}
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
          <Button className="primary" isPending={isAsking} onPress={() => inBackground(goOn())}>
            <Trans>Next</Trans>
          </Button>
        )}
      </div>
    </>
  )
}
