import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button, Toolbar } from 'react-aria-components'
import { say } from '../../shell/toast-queue.ts'
import { wordsOf } from '../../ui/words-of.ts'
import { applyMove, type Move } from './class-moves.ts'
import type { ClassSource } from './class-source.ts'
import { undo, type EditorState } from './editor-state.ts'
import { PasteClasses } from './paste-classes.tsx'
import { mergeClasses } from './merge-classes.ts'
import type { ParsedClass } from './parse-classes.ts'

interface ClassActionsProps {
  readonly state: EditorState
  readonly onChange: (state: EditorState) => void
  readonly onMerge: (parsed: readonly ParsedClass[]) => void
  readonly source?: ClassSource
}

/** What can be done with the chosen class, and with all. */
export const ClassActions = ({ state, onChange, onMerge, source }: ClassActionsProps) => {
  const { t } = useLingui()
  const [isReading, setReading] = useState(false)
  const read = async ({ read: readNames }: ClassSource): Promise<void> => {
    setReading(true)
    try {
      const parsed = await readNames()
      if (parsed.length === 0) say({ text: t`There are no folders, so there are no names to take.` })
      onMerge(parsed)
    } catch (error) {
      say({ text: wordsOf(error), tone: 'problem' })
    } finally {
      setReading(false)
    }
  }
  const moves: readonly { readonly move: Move; readonly text: string; readonly sign: string }[] = [
    { move: 'up', text: t`Move up (Alt+↑)`, sign: '↑' },
    { move: 'down', text: t`Move down (Alt+↓)`, sign: '↓' },
    { move: 'outdent', text: t`Move one level up (Alt+←)`, sign: '←' },
    { move: 'indent', text: t`Move below the class before it (Alt+→)`, sign: '→' },
    { move: 'remove', text: t`Remove the class and those below it (Delete)`, sign: '×' },
  ]
  return (
    <Toolbar aria-label={t`Classes`} className="actions">
      {moves.map(({ move, text, sign }) => (
        <Button
          key={move}
          aria-label={text}
          isDisabled={applyMove(state, move) === state}
          onPress={() => onChange(applyMove(state, move))}
        >
          {sign}
        </Button>
      ))}
      <Button isDisabled={state.past.length === 0} onPress={() => onChange(undo(state))}>
        <Trans>Undo</Trans>
      </Button>
      <PasteClasses
        countNew={(parsed) => mergeClasses(state.rows, parsed, () => '').length - state.rows.length}
        onPaste={onMerge}
      />
      {source && (
        <Button isPending={isReading} onPress={() => void read(source)}>
          {source.label}
        </Button>
      )}
    </Toolbar>
  )
}
