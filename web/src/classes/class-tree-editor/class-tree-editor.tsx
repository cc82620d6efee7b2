import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useRef, useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { AddClass } from './add-class.tsx'
import { ClassActions } from './class-actions.tsx'
import { ClassDetails } from './class-details.tsx'
import { maxClasses, problemsOf } from './class-problems.ts'
import type { ClassSource } from './class-source.ts'
import { indexOf } from './class-rows.ts'
import { ClassTree } from './class-tree.tsx'
import { changeRow } from './edit-rows.ts'
import { change } from './editor-state.ts'
import { mergeClasses } from './merge-classes.ts'
import { nextKey, useEditor } from './use-editor.ts'
import './class-tree-editor.css'

interface ClassTreeEditorProps {
  readonly label: string
  readonly classes: Schemas['LabelClass'][]
  readonly onChange: (classes: Schemas['LabelClass'][]) => void
  readonly source?: ClassSource
  /** The name of a class that is typed and not added yet, where it outlives the editor. */
  readonly typed?: { readonly name: string; readonly onChange: (name: string) => void }
}

/** Edits the classes of a project: the tree on one side, the chosen class on the other. */
export const ClassTreeEditor = ({ label, classes, onChange, source, typed }: ClassTreeEditorProps) => {
  const { t } = useLingui()
  const { state, set } = useEditor(classes, onChange)
  const [name, setName] = useState('')
  const nameField = useRef<HTMLInputElement>(null)
  const problems = problemsOf(state.rows)
  const selected = state.rows[indexOf(state.rows, state.selected)]
  const count = state.rows.length
  const firstWrong = state.rows.find(({ key }) => problems.has(key))
  return (
    <section className="class-editor" aria-label={label}>
      <AddClass state={state} name={typed?.name ?? name} onName={typed?.onChange ?? setName} onChange={set} />
      <ClassActions
        state={state}
        onChange={set}
        onMerge={(parsed) => set(change(state, { rows: mergeClasses(state.rows, parsed, nextKey) }))}
        {...(source ? { source } : {})}
      />
      <div className="class-editor-panes">
        <ClassTree
          label={label}
          state={state}
          isWrong={(key) => problems.has(key)}
          onChange={set}
          onEdit={() => nameField.current?.focus()}
        />
        {selected ? (
          <ClassDetails
            key={selected.key}
            row={selected}
            problems={problems.get(selected.key)}
            nameField={nameField}
            onChange={(fields) =>
              set(
                change(state, {
                  rows: changeRow(state.rows, selected.key, fields),
                  typing: `${selected.key} ${Object.keys(fields).join(' ')}`,
                }),
              )
            }
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
              set({ ...state, selected: firstWrong.key })
              requestAnimationFrame(() => nameField.current?.focus())
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
