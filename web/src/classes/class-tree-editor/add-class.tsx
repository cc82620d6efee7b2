import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import { TextInput } from '../../ui/text-input.tsx'
import { addRow, moveRow } from './edit-rows.ts'
import { change, type EditorState } from './editor-state.ts'
import { nextKey } from './use-editor.ts'

interface AddClassProps {
  readonly state: EditorState
  readonly name: string
  readonly onName: (name: string) => void
  readonly onChange: (state: EditorState) => void
}

/** Adds classes by their names, one after another: Enter adds and the field is free again. */
export const AddClass = ({ state, name, onName, onChange }: AddClassProps) => {
  const { t } = useLingui()
  const { rows, selected } = state
  const add = (isBelow: boolean): void => {
    const trimmed = name.trim()
    if (trimmed === '') return
    const key = nextKey()
    const added = addRow(rows, selected, { key, name: trimmed })
    const placed = isBelow && selected !== undefined ? moveRow(added, key, selected, 'on') : added
    onChange(change(state, { rows: placed, selected: key }))
    onName('')
  }
  return (
    <div className="field-row">
      <TextInput
        label={t`New class`}
        value={name}
        onChange={onName}
        autoComplete="off"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return event.continuePropagation()
          // The form around the editor must not be sent.
          event.preventDefault()
          return add(event.shiftKey)
        }}
        hint={t`Enter adds it after the chosen class, Shift+Enter below it.`}
      />
      <div className="actions">
        <Button onPress={() => add(false)}>
          <Trans>Add</Trans>
        </Button>
        <Button isDisabled={selected === undefined} onPress={() => add(true)}>
          <Trans>Add below the chosen class</Trans>
        </Button>
      </div>
    </div>
  )
}
