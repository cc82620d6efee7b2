import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { AddClass } from './add-class.tsx'
import { ClassActions } from './class-actions.tsx'
import { ClassDetails } from './class-details.tsx'
import { maxClasses, problemsOf } from './class-problems.ts'
import type { ClassSource } from './class-source.ts'
import { indexOf } from './class-rows.ts'
import { ClassTree } from './class-tree.tsx'
import { changeRow, type ClassFields } from './edit-rows.ts'
import { change } from './editor-state.ts'
import { createRowStore } from './row-store.ts'
import { useEditor } from './use-editor.ts'
import { useSettledRows } from './use-settled-rows.ts'
import './class-tree-editor.css'

interface ClassTreeEditorProps {
  readonly label: string
  readonly classes: Schemas['LabelClass'][]
  readonly onChange: (classes: Schemas['LabelClass'][]) => void
  readonly source?: ClassSource
  /** Its items can be examples of a class; absent for a project that is not made yet. */
  readonly project?: string
  /** The name of a class that is typed and not added yet, where it outlives the editor. */
  readonly typed?: { readonly name: string; readonly onChange: (name: string) => void }
}

/** Edits the classes of a project: the tree on one side, the chosen class on the other. */
export const ClassTreeEditor = ({
  label,
  classes,
  onChange,
  source,
  project,
  typed,
}: ClassTreeEditorProps) => {
  const { t } = useLingui()
  const { state, act } = useEditor(classes, onChange)
  const [name, setName] = useState('')
  const { rows } = state
  const settled = useSettledRows(state)
  const nameField = useRef<HTMLInputElement>(null)
  const [store] = useState(createRowStore)
  // Behind the letter that was typed.
  const checked = useDeferredValue(rows)
  const problems = useMemo(() => problemsOf(checked), [checked])
  useLayoutEffect(() => store.show(rows, problems), [store, rows, problems])
  const selected = rows[indexOf(rows, state.selected)]
  const count = rows.length
  const firstWrong = rows.find(({ key }) => problems.has(key))
  const editName = useCallback((): void => nameField.current?.focus(), [])
  const changeSelected = useCallback(
    (fields: ClassFields): void =>
      act((now) =>
        now.selected === undefined
          ? now
          : change(now, {
              rows: changeRow(now.rows, now.selected, fields),
              typing: `${now.selected} ${Object.keys(fields).join(' ')}`,
            }),
      ),
    [act],
  )
  return (
    <section className="class-editor" aria-label={label}>
      <AddClass
        hasSelected={state.selected !== undefined}
        name={typed?.name ?? name}
        onName={typed?.onChange ?? setName}
        act={act}
      />
      <ClassActions
        rows={settled}
        selected={state.selected}
        canUndo={state.past.length > 0}
        act={act}
        {...(source ? { source } : {})}
      />
      <div className="class-editor-panes">
        <ClassTree
          label={label}
          rows={settled}
          selected={state.selected}
          store={store}
          act={act}
          onEdit={editName}
        />
        {selected ? (
          <ClassDetails
            key={selected.key}
            row={selected}
            problems={problems.get(selected.key)}
            project={project}
            nameField={nameField}
            onChange={changeSelected}
          />
        ) : (
          <p className="quiet">
            <Trans>Choose a class to change its name, colour, key and description.</Trans>
          </p>
        )}
      </div>
      <p aria-live="polite">
        <Plural value={count} _0="No classes yet" one="# class" other="# classes" />
        {count > maxClasses && (
          <strong className="field-problem"> {t`A project has at most ${maxClasses} classes.`}</strong>
        )}
        {firstWrong && (
          <button
            type="button"
            className="class-editor-wrong"
            onClick={() => {
              act((now) => ({ ...now, selected: firstWrong.key }))
              requestAnimationFrame(editName)
            }}
          >
            <Plural
              value={problems.size}
              one="# class needs a correction"
              other="# classes need a correction"
            />
          </button>
        )}
      </p>
    </section>
  )
}
