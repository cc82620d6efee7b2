import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import {
  Autocomplete,
  Button,
  Dialog,
  Heading,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import type { ListedClass } from '../../classes/class-list.ts'
import { createClassSearch } from '../../classes/search-classes.ts'
import { ClassTree } from './class-tree.tsx'
import { Swatch } from './swatch.tsx'

/** Matches that are listed; more words make them fewer. */
const mostMatches = 50

interface ClassSearchProps {
  readonly classes: readonly ListedClass[]
  readonly tree: readonly Schemas['LabelClass'][]
  readonly recent: readonly string[]
  readonly onChoose: (path: string) => void
  readonly onClose: () => void
}

/** Finds a class by parts of its path, without accents; without words the last ones and the tree. */
const ClassSearch = ({ classes, tree, recent, onChoose, onClose }: ClassSearchProps): ReactNode => {
  const { t } = useLingui()
  const [search] = useState(() => createClassSearch(classes))
  const [query, setQuery] = useState('')
  const isEmpty = query.trim() === ''
  const known = new Map(classes.map((one) => [one.path, one]))
  const found = isEmpty
    ? recent.flatMap((path) => {
        const one = known.get(path)
        return one ? [one] : []
      })
    : search(query, recent)
  const choose = (path: string): void => {
    onClose()
    onChoose(path)
  }
  return (
    <ModalOverlay isOpen onOpenChange={onClose} isDismissable className="overlay">
      <Modal className="modal class-search">
        <Dialog>
          <Heading slot="title">
            <Trans>Classes</Trans>
          </Heading>
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <SearchField autoFocus className="stack">
              <Label>
                <Trans>Search</Trans>
              </Label>
              <Input />
            </SearchField>
            <p className="quiet" role="status">
              {isEmpty ? (
                <Trans>The last ones, then all of the project</Trans>
              ) : (
                <Plural value={found.length} one="# class" other="# classes" />
              )}
            </p>
            <ListBox
              aria-label={isEmpty ? t`Last classes` : t`Found classes`}
              className="class-list"
              items={found.slice(0, mostMatches).map((one) => ({ id: one.path, one }))}
              onAction={(key) => choose(String(key))}
            >
              {({ id, one }) => (
                <ListBoxItem id={id} textValue={one.path} className="class-option">
                  <Swatch color={one.color} />
                  <span>{one.path.split('/').join(' › ')}</span>
                  {one.description !== undefined && <span className="quiet">{one.description}</span>}
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
          {isEmpty && <ClassTree tree={tree} known={known} onChoose={choose} />}
          <Button onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

export default ClassSearch
