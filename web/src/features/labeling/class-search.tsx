import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useCallback, useState, type ReactNode } from 'react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import { ClassFinder } from '../../classes/class-finder.tsx'
import type { ListedClass } from '../../classes/class-list.ts'
import { createClassSearch } from '../../classes/search-classes.ts'
import { ClassTree } from './class-tree.tsx'

interface FinderProps {
  readonly classes: readonly ListedClass[]
  readonly tree: readonly Schemas['LabelClass'][]
  readonly recent: readonly string[]
  readonly onChoose: (path: string) => void
}

/** What a key in the field renders, and not the dialog around it. */
const Finder = ({ classes, tree, recent, onChoose }: FinderProps): ReactNode => {
  const { t } = useLingui()
  const [search] = useState(() => createClassSearch(classes))
  const [known] = useState(() => new Map(classes.map((one) => [one.path, one])))
  const [query, setQuery] = useState('')
  const isEmpty = query.trim() === ''
  const found = isEmpty
    ? recent.flatMap((path) => {
        const one = known.get(path)
        return one ? [one] : []
      })
    : search(query, recent)
  return (
    <>
      <ClassFinder
        label={t`Search`}
        listLabel={isEmpty ? t`Last classes` : t`Found classes`}
        query={query}
        onQuery={setQuery}
        found={found}
        status={
          <p className="quiet" role="status">
            {isEmpty ? (
              <Trans>The last ones, then all of the project</Trans>
            ) : (
              <Plural value={found.length} one="# class" other="# classes" />
            )}
          </p>
        }
        onChoose={onChoose}
      />
      {/* Hidden and not taken away: the first letter must not wait for the end of a thousand rows. */}
      <div hidden={!isEmpty}>
        <ClassTree tree={tree} known={known} onChoose={onChoose} />
      </div>
    </>
  )
}

interface ClassSearchProps extends FinderProps {
  readonly onClose: () => void
}

/** Finds a class by parts of its path, without accents; without words the last ones and the tree. */
const ClassSearch = ({ onChoose, onClose, ...finder }: ClassSearchProps): ReactNode => {
  const choose = useCallback(
    (path: string): void => {
      onClose()
      onChoose(path)
    },
    [onChoose, onClose],
  )
  return (
    <ModalOverlay isOpen onOpenChange={onClose} isDismissable className="overlay">
      <Modal className="modal class-search">
        <Dialog>
          <Heading slot="title">
            <Trans>Classes</Trans>
          </Heading>
          <Finder {...finder} onChoose={choose} />
          <Button onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

export default ClassSearch
