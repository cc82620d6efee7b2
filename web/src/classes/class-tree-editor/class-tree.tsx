import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import {
  Button,
  Collection,
  ListLayout,
  Tree,
  TreeItem,
  TreeItemContent,
  useDragAndDrop,
  Virtualizer,
  type Key,
} from 'react-aria-components'
import { keyOf } from '../../commands/key-of.ts'
import { applyMove, moveOfKey } from './class-moves.ts'
import { nodesOf, type ClassNode } from './class-nodes.ts'
import { moveRow } from './edit-rows.ts'
import { change, type EditorState } from './editor-state.ts'

interface ClassTreeProps {
  readonly label: string
  readonly state: EditorState
  readonly isWrong: (key: string) => boolean
  readonly onChange: (state: EditorState) => void
  /** Enter on a class. */
  readonly onEdit: () => void
}

interface ClassItemProps {
  /** The key of the row. Without it a collection takes the index as its key, and an item may not change its id. */
  readonly id: string
  readonly node: ClassNode
}

const ClassItem = ({ id, node }: ClassItemProps) => {
  const { t } = useLingui()
  const { row, isWrong, below } = node
  const name = row.name.trim() === '' ? t`(no name)` : row.name
  return (
    <TreeItem id={id} textValue={name} value={node}>
      <TreeItemContent>
        {({ hasChildItems, isExpanded }) => (
          <div className="class-row">
            <Button slot="drag" className="class-handle" aria-label={t`Drag ${name}`}>
              ⠿
            </Button>
            {hasChildItems ? (
              <Button slot="chevron" className="class-handle">
                {isExpanded ? '▾' : '▸'}
              </Button>
            ) : (
              <span className="class-handle" />
            )}
            <svg className="class-color" viewBox="0 0 10 10" aria-hidden="true">
              <rect width="10" height="10" rx="2" {...(row.color === undefined ? {} : { fill: row.color })} />
            </svg>
            <span className="class-name">{name}</span>
            {row.shortcut !== undefined && <kbd>{row.shortcut}</kbd>}
            {isWrong && (
              <span className="field-problem">
                <Trans>needs a correction</Trans>
              </span>
            )}
          </div>
        )}
      </TreeItemContent>
      <Collection items={below}>{(one) => <ClassItem id={one.row.key} node={one} />}</Collection>
    </TreeItem>
  )
}

const firstOf = (keys: Iterable<Key>): string | undefined => {
  for (const key of keys) return String(key)
  return undefined
}

/** The tree: arrows walk, Alt and arrows move, Enter goes to the name, Delete removes; a handle drags. */
export const ClassTree = ({ label, state, isWrong, onChange, onEdit }: ClassTreeProps) => {
  const { t } = useLingui()
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const { rows, selected } = state
  const nodes = nodesOf(rows, isWrong)
  const { dragAndDropHooks } = useDragAndDrop<ClassNode>({
    getItems: (_, items) => items.map(({ row }) => ({ 'text/plain': row.name })),
    onMove: ({ keys, target }) => {
      const key = firstOf(keys)
      if (key === undefined) return
      onChange(
        change(state, { rows: moveRow(rows, key, String(target.key), target.dropPosition), selected: key }),
      )
    },
  })
  return (
    <div
      className="class-tree"
      onKeyDownCapture={(event) => {
        if (event.target instanceof HTMLElement && event.target.closest('button')) return
        const move = moveOfKey(keyOf(event))
        if (!move) return
        event.preventDefault()
        event.stopPropagation()
        onChange(applyMove(state, move))
      }}
    >
      <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: 44 }}>
        <Tree
          aria-label={label}
          items={nodes}
          selectionMode="single"
          selectionBehavior="replace"
          selectedKeys={selected === undefined ? [] : [selected]}
          onSelectionChange={(keys) =>
            onChange({ ...state, selected: keys === 'all' ? selected : firstOf(keys) })
          }
          expandedKeys={rows.filter(({ key }) => !collapsed.has(key)).map(({ key }) => key)}
          onExpandedChange={(keys) =>
            setCollapsed(new Set(rows.filter(({ key }) => !keys.has(key)).map(({ key }) => key)))
          }
          onAction={onEdit}
          dragAndDropHooks={dragAndDropHooks}
          renderEmptyState={() => <p className="quiet">{t`No classes yet`}</p>}
        >
          {(node) => <ClassItem id={node.row.key} node={node} />}
        </Tree>
      </Virtualizer>
    </div>
  )
}
