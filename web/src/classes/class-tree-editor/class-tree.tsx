import { Trans, useLingui } from '@lingui/react/macro'
import { memo, useMemo, useState } from 'react'
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
import { useSlice } from '../../core/use-slice.ts'
import { applyMove, moveOfKey } from './class-moves.ts'
import { nodesOf, type ClassNode } from './class-nodes.ts'
import type { Rows } from './class-rows.ts'
import { moveRow } from './edit-rows.ts'
import { change } from './editor-state.ts'
import type { RowStore } from './row-store.ts'
import type { Act } from './use-editor.ts'

interface FaceProps {
  readonly node: ClassNode
  readonly store: RowStore
  readonly hasChildItems: boolean
  readonly isExpanded: boolean
}

/** What is seen of a row. It follows each letter, and the row around it does not. */
const Face = ({ node, store, hasChildItems, isExpanded }: FaceProps) => {
  const { t } = useLingui()
  const { key } = node.row
  const row = useSlice(store, ({ rows }) => rows.get(key)) ?? node.row
  const isWrong = useSlice(store, ({ problems }) => problems.has(key))
  const name = row.name.trim() === '' ? t`(no name)` : row.name
  return (
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
  )
}

interface ClassItemProps {
  /** The key of the row. Without it a collection takes the index as its key, and an item may not change its id. */
  readonly id: string
  readonly node: ClassNode
  readonly store: RowStore
}

const ClassItem = ({ id, node, store }: ClassItemProps) => {
  const { t } = useLingui()
  const { row, below } = node
  const name = row.name.trim() === '' ? t`(no name)` : row.name
  return (
    <TreeItem id={id} textValue={name} value={node}>
      <TreeItemContent>
        {({ hasChildItems, isExpanded }) => (
          <Face node={node} store={store} hasChildItems={hasChildItems} isExpanded={isExpanded} />
        )}
      </TreeItemContent>
      <Collection items={below}>
        {(one) => <ClassItem id={one.row.key} node={one} store={store} />}
      </Collection>
    </TreeItem>
  )
}

const firstOf = (keys: Iterable<Key>): string | undefined => {
  for (const key of keys) return String(key)
  return undefined
}

interface ClassTreeProps {
  readonly label: string
  /** The places of the classes, with names that may be a word behind. */
  readonly rows: Rows
  readonly selected: string | undefined
  /** The classes as they are. */
  readonly store: RowStore
  readonly act: Act
  /** Enter on a class. */
  readonly onEdit: () => void
}

const ClassTreeView = ({ label, rows, selected, store, act, onEdit }: ClassTreeProps) => {
  const { t } = useLingui()
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const nodes = useMemo(() => nodesOf(rows), [rows])
  const { dragAndDropHooks } = useDragAndDrop<ClassNode>({
    getItems: (_, items) => items.map(({ row }) => ({ 'text/plain': row.name })),
    onMove: ({ keys, target }) => {
      const key = firstOf(keys)
      if (key === undefined) return
      act((state) =>
        change(state, {
          rows: moveRow(state.rows, key, String(target.key), target.dropPosition),
          selected: key,
        }),
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
        act((state) => applyMove(state, move))
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
            act((state) => ({ ...state, selected: keys === 'all' ? state.selected : firstOf(keys) }))
          }
          expandedKeys={rows.filter(({ key }) => !collapsed.has(key)).map(({ key }) => key)}
          onExpandedChange={(keys) =>
            setCollapsed(new Set(rows.filter(({ key }) => !keys.has(key)).map(({ key }) => key)))
          }
          onAction={(key) => {
            // A tap is an action, and no choice by itself.
            if (key === selected) onEdit()
            else act((state) => ({ ...state, selected: String(key) }))
          }}
          dragAndDropHooks={dragAndDropHooks}
          renderEmptyState={() => <p className="quiet">{t`No classes yet`}</p>}
        >
          {(node) => <ClassItem id={node.row.key} node={node} store={store} />}
        </Tree>
      </Virtualizer>
    </div>
  )
}

/** The tree: arrows walk, Alt and arrows move, Enter goes to the name, Delete removes; a handle drags. */
export const ClassTree = memo(ClassTreeView)
