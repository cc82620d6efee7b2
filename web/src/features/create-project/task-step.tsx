import { Trans, useLingui } from '@lingui/react/macro'
import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import { Radio, RadioGroup, Switch } from 'react-aria-components'
import { editableTaskTypes } from '../../tasks/editors.ts'
import type { Draft } from './draft.ts'
import type { ChangeDraft } from './use-draft.ts'

interface TaskStepProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
}

const texts: Readonly<
  Record<string, { readonly title: MessageDescriptor; readonly effect: MessageDescriptor } | undefined>
> = {
  MultiClass: {
    title: msg`One class for each image`,
    effect: msg`One key answers an image, and the next one follows. Classes should exclude each other.`,
  },
  MultiLabel: {
    title: msg`Several classes for an image`,
    effect: msg`Each key adds a class or takes it away, so an image takes longer. Classes may go together.`,
  },
}

/** What labelers say about an image, and what follows from it. */
export const TaskStep = ({ draft, onChange }: TaskStepProps) => {
  const { t } = useLingui()
  return (
    <>
      <RadioGroup
        className="choices"
        aria-label={t`Task`}
        value={draft.taskType}
        onChange={(taskType) => onChange({ taskType })}
      >
        {editableTaskTypes.map((type) => {
          const text = texts[type]
          return (
            <Radio key={type} value={type} className="radio choice">
              <strong>{text ? t(text.title) : type}</strong>
              {text && <span className="quiet">{t(text.effect)}</span>}
            </Radio>
          )
        })}
      </RadioGroup>
      {draft.taskType === 'MultiLabel' && (
        <Switch
          className="switch"
          isSelected={draft.allowNoClass}
          onChange={(allowNoClass) => onChange({ allowNoClass })}
        >
          <span className="track" aria-hidden="true" />
          <Trans>An answer without a class is allowed</Trans>
        </Switch>
      )}
      <p className="quiet">
        <Trans>The task of a project cannot change later; classes and instructions can.</Trans>
      </p>
    </>
  )
}
