import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Button, Dialog, GridList, GridListItem, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { useProject } from '../../api/queries.ts'
import { inBackground } from '../../core/in-background.ts'
import { ItemPicture } from '../../items/item-picture.tsx'
import { Pending } from '../../shell/pending.tsx'
import { ProblemView } from '../../shell/problem-view.tsx'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { listClasses } from '../class-list.ts'
import type { ClassRow } from './class-rows.ts'
import { exampleItemsQuery, maxExamples, pathOfId } from './example-items.ts'
import '../../items/items.css'

interface ChooseExamplesProps {
  readonly project: string
  readonly row: ClassRow
  readonly onChoose: (items: string[]) => void
  readonly onClose: () => void
}

/** Items of the project, at first those that have the class: Space or a click chooses. */
const ChooseExamples = ({ project: name, row, onChoose, onClose }: ChooseExamplesProps): ReactNode => {
  const { t } = useLingui()
  const { labelClasses } = useProject(name)
  const [path, setPath] = useState(() => pathOfId(labelClasses, row.id) ?? '')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(row.examples))
  const list = useInfiniteQuery(exampleItemsQuery(useApi(), name, path))
  const isTooMany = chosen.size > maxExamples
  return (
    <ModalOverlay isOpen onOpenChange={onClose} className="overlay">
      <Modal className="modal">
        <Dialog>
          <Heading slot="title">
            <Trans>Examples of {row.name}</Trans>
          </Heading>
          <ChoiceInput
            label={t`Items with the class`}
            value={path}
            choices={[
              { value: '', text: t`All items` },
              ...listClasses(labelClasses).map((one) => ({ value: one.path, text: one.path })),
            ]}
            onChange={setPath}
          />
          {list.isPending && <Pending />}
          {list.error && <ProblemView error={list.error} onRetry={() => inBackground(list.refetch())} />}
          {list.data && (
            <GridList
              aria-label={t`Items`}
              className="item-grid"
              layout="grid"
              items={list.data}
              selectionMode="multiple"
              selectedKeys={chosen}
              onSelectionChange={(keys) => {
                if (keys !== 'all') setChosen(new Set([...keys].map(String)))
              }}
              disallowTypeAhead
              renderEmptyState={() => <p>{t`No item has this class.`}</p>}
            >
              {(item) => (
                <GridListItem id={item.id} textValue={item.path} className="item-tile">
                  <div className="tile-picture">
                    <ItemPicture item={item} size="thumbnail" alt="" />
                  </div>
                  <div className="tile-text">{item.path.split('/').at(-1)}</div>
                </GridListItem>
              )}
            </GridList>
          )}
          {list.hasNextPage && (
            <Button isPending={list.isFetchingNextPage} onPress={() => inBackground(list.fetchNextPage())}>
              <Trans>Show more</Trans>
            </Button>
          )}
          <p role="status" className={isTooMany ? 'field-problem' : undefined}>
            <Trans>
              {chosen.size} of at most {maxExamples} are chosen.
            </Trans>
          </p>
          <div className="actions dialog-end">
            <Button onPress={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button className="primary" isDisabled={isTooMany} onPress={() => onChoose([...chosen])}>
              <Trans>Take them</Trans>
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

export default ChooseExamples
