import { Trans, useLingui } from '@lingui/react/macro'
import { memo } from 'react'
import { Button } from 'react-aria-components'
import { TextInput } from '../../ui/text-input.tsx'
import { addRow, moveRow } from './edit-rows.ts'
import { change } from './editor-state.ts'
import { nextKey, type Act } from './use-editor.ts'

interface AddClassProps {
  readonly hasSelected: boolean
  readonly name: string
  readonly onName: (name: string) => void
  readonly act: Act
}

const AddClassView = ({ hasSelected, name, onName, act }: AddClassProps) => {
  const { t } = useLingui()
  const add = (isBelow: boolean): void => {
    const trimmed = name.trim()
    if (trimmed === '') return
    const key = nextKey()
    act((state) => {
      const { rows, selected } = state
      const added = addRow(rows, selected, { key, name: trimmed })
      const placed = isBelow && selected !== undefined ? moveRow(added, key, selected, 'on') : added
      return change(state, { rows: placed, selected: key })
    })
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
        <Button isDisabled={!hasSelected} onPress={() => add(true)}>
          <Trans>Add below the chosen class</Trans>
        </Button>
      </div>
    </div>
  )
}

/** Adds classes by their names, one after another: Enter adds and the field is free again. */
export const AddClass = memo(AddClassView)
