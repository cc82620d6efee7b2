import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button, Toolbar } from 'react-aria-components'
import { currentPage } from '../../outbox/work.ts'
import { changePreferences, usePreferences } from '../../preferences/preference-store.ts'
import { say } from '../../shell/toast-queue.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { useLabeling } from './label-context.ts'
import { PageProgress } from './page-progress.tsx'
import { pageSize } from './page-size.ts'
import { StateLine } from './state-line.tsx'

const layouts = [1, 4, 6, 9, 25, 50]

interface LabelToolbarProps {
  readonly isLarge: boolean
  readonly onLarge: () => void
  readonly onInstructions: () => void
}

/** What is done seldom: layout, selection, history, instructions. */
export const LabelToolbar = ({ isLarge, onLarge, onInstructions }: LabelToolbarProps): ReactNode => {
  const { t } = useLingui()
  const { bench, actions } = useLabeling()
  const { layout } = usePreferences()
  const change = (next: number): void => {
    changePreferences({ layout: next })
    const size = pageSize(next)
    const held = currentPage(bench.state().work)?.taken.items.length
    // Else a person waits for items that do not come.
    if (held !== undefined && held !== size)
      say({ text: t`The pages that you hold keep their items; new ones have ${size}.` })
  }
  return (
    <div className="label-toolbar">
      <PageProgress />
      <label className="layout">
        <Trans>Items at once</Trans>{' '}
        <select value={layout} onChange={({ target }) => change(Number(target.value))}>
          {layouts.map((count) => (
            <option key={count} value={count}>
              {count}
            </option>
          ))}
        </select>
      </label>
      <Toolbar aria-label={t`Selection and history`} className="tools">
        <Button aria-pressed={isLarge} onPress={onLarge}>
          <Trans>One large</Trans> <KeyCap command="showOne" />
        </Button>
        <Button onPress={actions.selectAll}>
          <Trans context="items">All</Trans> <KeyCap command="selectAll" />
        </Button>
        <Button onPress={actions.selectUnanswered}>
          <Trans>Unanswered</Trans> <KeyCap command="selectUnanswered" />
        </Button>
        <Button onPress={actions.invert}>
          <Trans>Invert</Trans> <KeyCap command="invertSelection" />
        </Button>
        <Button onPress={actions.undo}>
          <Trans>Undo</Trans> <KeyCap command="undo" />
        </Button>
        <Button onPress={actions.redo}>
          <Trans>Redo</Trans> <KeyCap command="redo" />
        </Button>
        <Button onPress={onInstructions}>
          <Trans>Instructions</Trans> <KeyCap command="showInstructions" />
        </Button>
      </Toolbar>
      <StateLine />
    </div>
  )
}
