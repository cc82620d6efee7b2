import { Trans, useLingui } from '@lingui/react/macro'
import { MarkdownText } from '../../ui/markdown/markdown-text.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { problemOf, type Draft } from './draft.ts'
import { stepProblems } from './step-titles.ts'
import type { ChangeDraft } from './use-draft.ts'

interface InstructionsStepProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
}

export const InstructionsStep = ({ draft, onChange }: InstructionsStepProps) => {
  const { t } = useLingui()
  const problem = problemOf(draft, 'instructions')
  return (
    <>
      <div className="wizard-panes">
        <TextInput
          label={t`What labelers are to do (optional)`}
          hint={t`Markdown: headings, lists, emphasis, code and links.`}
          value={draft.instructions}
          onChange={(instructions) => onChange({ instructions })}
          rows={14}
        />
        <section aria-labelledby="preview">
          <h3 id="preview">
            <Trans>As labelers see it</Trans>
          </h3>
          {draft.instructions.trim() === '' ? (
            <p className="quiet">
              <Trans>Say what to do with images that are blurred, have nothing, or have two things.</Trans>
            </p>
          ) : (
            <MarkdownText text={draft.instructions} />
          )}
        </section>
      </div>
      <TextInput
        label={t`Address of longer instructions (optional)`}
        type="url"
        value={draft.instructionsUrl}
        onChange={(instructionsUrl) => onChange({ instructionsUrl })}
        problem={problem && t(stepProblems[problem])}
      />
    </>
  )
}
