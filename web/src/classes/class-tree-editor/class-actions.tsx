import { Trans, useLingui } from '@lingui/react/macro'
import { memo, useCallback, useState } from 'react'
import { Button, Toolbar } from 'react-aria-components'
import { say } from '../../shell/toast-queue.ts'
import { wordsOf } from '../../ui/words-of.ts'
import { applyMove, type Move } from './class-moves.ts'
import type { ClassSource } from './class-source.ts'
import type { Rows } from './class-rows.ts'
import { change, undo } from './editor-state.ts'
import { mergeClasses } from './merge-classes.ts'
import type { ParsedClass } from './parse-classes.ts'
import { PasteClasses } from './paste-classes.tsx'
import { nextKey, type Act } from './use-editor.ts'

interface MoveButtonsProps {
  readonly rows: Rows
  readonly selected: string | undefined
  readonly canUndo: boolean
  readonly act: Act
}

const MoveButtonsView = ({ rows, selected, canUndo, act }: MoveButtonsProps) => {
  const { t } = useLingui()
  const moves: readonly { readonly move: Move; readonly text: string; readonly sign: string }[] = [
    { move: 'up', text: t`Move up (Alt+↑)`, sign: '↑' },
    { move: 'down', text: t`Move down (Alt+↓)`, sign: '↓' },
    { move: 'outdent', text: t`Move one level up (Alt+←)`, sign: '←' },
    { move: 'indent', text: t`Move below the class before it (Alt+→)`, sign: '→' },
    { move: 'remove', text: t`Remove the class and those below it (Delete)`, sign: '×' },
  ]
  const state = { rows, selected, past: [] }
  return (
    <>
      {moves.map(({ move, text, sign }) => (
        <Button
          key={move}
          aria-label={text}
          isDisabled={applyMove(state, move) === state}
          onPress={() => act((now) => applyMove(now, move))}
        >
          {sign}
        </Button>
      ))}
      <Button isDisabled={!canUndo} onPress={() => act(undo)}>
        <Trans>Undo</Trans>
      </Button>
    </>
  )
}

/** Five buttons that look at all rows: they render when the place of a class can have changed, and not with its name. */
const MoveButtons = memo(MoveButtonsView)

interface ClassActionsProps extends MoveButtonsProps {
  readonly source?: ClassSource
}

/** What can be done with the chosen class, and with all. */
export const ClassActions = ({ source, act, ...moves }: ClassActionsProps) => {
  const { t } = useLingui()
  const [isReading, setReading] = useState(false)
  const merge = useCallback(
    (parsed: readonly ParsedClass[]): void =>
      act((state) => change(state, { rows: mergeClasses(state.rows, parsed, nextKey) })),
    [act],
  )
  const { rows } = moves
  const countNew = useCallback(
    (parsed: readonly ParsedClass[]): number => mergeClasses(rows, parsed, () => '').length - rows.length,
    [rows],
  )
  const read = async ({ read: readNames }: ClassSource): Promise<void> => {
    setReading(true)
    try {
      const parsed = await readNames()
      if (parsed.length === 0) say({ text: t`There are no folders, so there are no names to take.` })
      merge(parsed)
    } catch (error) {
      say({ ...wordsOf(error), tone: 'problem' })
    } finally {
      setReading(false)
    }
  }
  return (
    <Toolbar aria-label={t`Classes`} className="actions">
      <MoveButtons {...moves} act={act} />
      <PasteClasses countNew={countNew} onPaste={merge} />
      {source && (
        <Button isPending={isReading} onPress={() => void read(source)}>
          {source.label}
        </Button>
      )}
    </Toolbar>
  )
}
