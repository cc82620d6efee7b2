import { Trans, useLingui } from '@lingui/react/macro'
import { memo, type RefObject } from 'react'
import { Button, FieldError, Input, Label, TextField } from 'react-aria-components'
import { TextInput } from '../../ui/text-input.tsx'
import { descriptionProblems, nameProblems, shortcutProblems } from './problem-texts.ts'
import { ClassExamples } from './class-examples.tsx'
import type { RowProblems } from './class-problems.ts'
import type { ClassRow } from './class-rows.ts'
import type { ClassFields } from './edit-rows.ts'

interface ClassDetailsProps {
  readonly row: ClassRow
  readonly problems: RowProblems | undefined
  /** Its items can be examples; absent while there is none. */
  readonly project?: string | undefined
  readonly nameField: RefObject<HTMLInputElement | null>
  readonly onChange: (fields: ClassFields) => void
}

/** A colour that the browser's field can show for a class without one. */
const noColor = '#808080'
const orNone = (text: string): string | undefined => (text === '' ? undefined : text)

const ClassDetailsView = ({ row, problems, project, nameField, onChange }: ClassDetailsProps) => {
  const { t } = useLingui()
  const nameProblem = problems?.name && t(nameProblems[problems.name])
  return (
    <fieldset className="class-details">
      <legend>
        <Trans>The chosen class</Trans>
      </legend>
      <TextField
        className="field"
        value={row.name}
        onChange={(name) => onChange({ name })}
        isInvalid={nameProblem !== undefined}
        autoComplete="off"
      >
        <Label>
          <Trans>Name</Trans>
        </Label>
        <Input ref={nameField} />
        <FieldError className="field-problem">{nameProblem}</FieldError>
      </TextField>
      <div className="field-row">
        <div className="field">
          <label>
            <Trans>Colour</Trans>
            <input
              type="color"
              value={row.color ?? noColor}
              onChange={({ target }) => onChange({ color: target.value })}
            />
          </label>
        </div>
        <Button
          className="class-editor-add"
          isDisabled={row.color === undefined}
          onPress={() => onChange({ color: undefined })}
        >
          <Trans>Let the app choose</Trans>
        </Button>
        <TextInput
          label={t`Key`}
          value={row.shortcut ?? ''}
          onChange={(key) => onChange({ shortcut: orNone(key.toLowerCase()) })}
          problem={problems?.shortcut && t(shortcutProblems[problems.shortcut])}
          hint={t`One letter a to z, or one digit; optional.`}
          maxLength={1}
          autoComplete="off"
        />
      </div>
      <TextInput
        label={t`When to choose it`}
        value={row.description ?? ''}
        onChange={(description) => onChange({ description: orNone(description) })}
        problem={problems?.description && t(descriptionProblems[problems.description])}
        rows={3}
      />
      {project !== undefined && (
        <ClassExamples project={project} row={row} onChange={(examples) => onChange({ examples })} />
      )}
    </fieldset>
  )
}

/** The fields of the chosen class. A problem is told at its field. */
export const ClassDetails = memo(ClassDetailsView)
