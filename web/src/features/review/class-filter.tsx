import { Trans } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import type { ListedClass } from '../../classes/class-list.ts'
import { createClassSearch } from '../../classes/search-classes.ts'

const mostMatches = 50
const everyClass = ''

interface ClassFilterProps {
  readonly classes: readonly ListedClass[]
  readonly value: string | undefined
  readonly onChange: (path: string | undefined) => void
}

/** One class of thousands, found by parts of its path; an empty field means all. */
export const ClassFilter = ({ classes, value, onChange }: ClassFilterProps): ReactNode => {
  const [search] = useState(() => createClassSearch(classes))
  const [text, setText] = useState(value ?? everyClass)
  const [shown, setShown] = useState(value)
  // The address has another class, such as after a step back.
  if (shown !== value) {
    setShown(value)
    setText(value ?? everyClass)
  }
  const found = search(text === value ? '' : text, value === undefined ? [] : [value]).slice(0, mostMatches)
  return (
    <ComboBox
      className="field"
      inputValue={text}
      onInputChange={(next) => {
        setText(next)
        if (next === '' && value !== undefined) onChange(undefined)
      }}
      selectedKey={value ?? null}
      onSelectionChange={(key) => {
        if (key === null || key === value) {
          setText(value ?? everyClass)
          return
        }
        setText(String(key))
        onChange(String(key))
      }}
      items={found.map((one) => ({ id: one.path, one }))}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label>
        <Trans>Class</Trans>
      </Label>
      <span className="combo">
        <Input />
        <Button>
          <span aria-hidden="true">▾</span>
        </Button>
      </span>
      <Popover className="menu combo-list">
        <ListBox<{ readonly id: string; readonly one: ListedClass }>
          renderEmptyState={() => (
            <p className="quiet">
              <Trans>There is no such class.</Trans>
            </p>
          )}
        >
          {({ id, one }) => (
            <ListBoxItem id={id} textValue={one.path} className="class-option">
              <span className="label-color" aria-hidden="true" style={{ backgroundColor: one.color }} />
              {one.path.split('/').join(' › ')}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
