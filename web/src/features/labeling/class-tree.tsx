import { useLingui } from '@lingui/react/macro'
import { memo, type ReactNode } from 'react'
import {
  Button,
  Collection,
  ListLayout,
  Tree,
  TreeItem,
  TreeItemContent,
  Virtualizer,
} from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import type { ListedClass } from '../../classes/class-list.ts'
import { Swatch } from './swatch.tsx'

interface TreeClass {
  readonly id: string
  readonly name: string
  readonly below: readonly TreeClass[]
}

const treeOf = (classes: readonly Schemas['LabelClass'][], above = ''): readonly TreeClass[] =>
  classes.map(({ name, classes: below = [] }) => {
    const id = above === '' ? name : `${above}/${name}`
    return { id, name, below: treeOf(below, id) }
  })

interface ClassTreeProps {
  readonly tree: readonly Schemas['LabelClass'][]
  readonly known: ReadonlyMap<string, ListedClass>
  readonly onChoose: (path: string) => void
}

const ClassTreeView = ({ tree, known, onChoose }: ClassTreeProps): ReactNode => {
  const { t } = useLingui()
  const item = ({ id, name, below }: TreeClass): ReactNode => (
    <TreeItem id={id} textValue={name} className="class-option">
      <TreeItemContent>
        {({ hasChildItems }) => (
          <span className="class-branch">
            {hasChildItems && (
              <Button slot="chevron" className="chevron">
                ▸
              </Button>
            )}
            <Swatch color={known.get(id)?.color} />
            {name}
          </span>
        )}
      </TreeItemContent>
      <Collection items={below}>{item}</Collection>
    </TreeItem>
  )
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 40 }}>
      <Tree
        aria-label={t`All classes`}
        className="class-tree"
        items={treeOf(tree)}
        onAction={(key) => onChoose(String(key))}
      >
        {item}
      </Tree>
    </Virtualizer>
  )
}

/** All classes by levels: arrows open and close them, Enter chooses. It renders when its classes change, not with each letter of the search. */
export const ClassTree = memo(ClassTreeView)
