import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { Autocomplete, Input, Label, ListBox, ListBoxItem, SearchField } from 'react-aria-components'
import type { ListedClass } from '../classes/class-list.ts'
import { createClassSearch } from '../classes/search-classes.ts'

/** Matches that are listed; more words make them fewer. */
const mostMatches = 50

interface ClassChoiceProps {
  readonly classes: readonly ListedClass[]
  readonly chosen: readonly string[]
  readonly onChoose: (path: string) => void
}

/** Finds a class among thousands by parts of its path, without accents. */
export const ClassChoice = ({ classes, chosen, onChoose }: ClassChoiceProps): ReactNode => {
  const { t } = useLingui()
  const [search] = useState(() => createClassSearch(classes))
  const [query, setQuery] = useState('')
  const found = search(query, chosen)
  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <SearchField autoFocus className="field">
        <Label>
          <Trans>Search the classes</Trans>
        </Label>
        <Input />
      </SearchField>
      <p className="quiet" role="status">
        <Plural value={found.length} one="# class" other="# classes" />
      </p>
      <ListBox
        aria-label={t`Found classes`}
        className="class-choice"
        items={found.slice(0, mostMatches).map((one) => ({
          id: one.path,
          one,
          isChosen: chosen.includes(one.path),
        }))}
        dependencies={[chosen]}
        onAction={(key) => onChoose(String(key))}
      >
        {({ id, one, isChosen }) => (
          <ListBoxItem id={id} textValue={one.path} className="class-option">
            <span className="label-color" aria-hidden="true" style={{ backgroundColor: one.color }} />
            <span>
              {one.path.split('/').join(' › ')} {isChosen && <Trans>(chosen)</Trans>}
              {one.description !== undefined && <span className="quiet"> {one.description}</span>}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  )
}
