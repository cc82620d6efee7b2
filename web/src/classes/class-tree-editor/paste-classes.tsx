import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { memo, useState } from 'react'
import { Button } from 'react-aria-components'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { parseClasses, type ParsedClass } from './parse-classes.ts'

interface PasteClassesProps {
  /** The number of classes that the text adds. */
  readonly countNew: (parsed: readonly ParsedClass[]) => number
  readonly onPaste: (parsed: readonly ParsedClass[]) => void
}

const PasteClassesView = ({ countNew, onPaste }: PasteClassesProps) => {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const parsed = parseClasses(text)
  return (
    <FormDialog
      title={t`Paste classes`}
      submit={t`Add the classes`}
      onSubmit={() => {
        onPaste(parsed)
        setText('')
        return Promise.resolve(true)
      }}
      trigger={
        <Button>
          <Trans>Paste…</Trans>
        </Button>
      }
    >
      <TextInput
        label={t`Classes`}
        hint={t`One class a line. Indent a line to put its class below the one above, or write Animal/Cat. A table needs a column “name” or “path”; “color”, “description” and “shortcut” are read, too.`}
        value={text}
        onChange={setText}
        rows={12}
        autoFocus
      />
      <p aria-live="polite">
        <Plural value={countNew(parsed)} _0="No new classes" one="# new class" other="# new classes" />
      </p>
    </FormDialog>
  )
}

/** Adds classes from text: one a line, indented for levels, as paths, or as a table. */
export const PasteClasses = memo(PasteClassesView)
