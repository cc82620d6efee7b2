import { Trans } from '@lingui/react/macro'
import { lazy, useEffect, useRef, useState, type ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import { classKeys } from '../../classes/class-keys.ts'
import { listClasses } from '../../classes/class-list.ts'
import { commandIds, commands, keysOfCommands } from '../../commands/commands.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useSlice } from '../../core/use-slice.ts'
import type { Bench } from '../../outbox/bench.ts'
import { currentPage } from '../../outbox/work.ts'
import { getPreferences, usePreferences } from '../../preferences/preference-store.ts'
import { usePerson } from '../../session/session-context.tsx'
import { LazyDialog } from '../../shell/lazy-dialog.tsx'
import { Pending } from '../../shell/pending.tsx'
import { ProblemView } from '../../shell/problem-view.tsx'
import type { TaskEditor } from '../../tasks/task-editor.ts'
import { ActionBar } from './action-bar.tsx'
import { ClassPanel } from './class-panel.tsx'
import { createHeardStore } from './heard-store.ts'
import { Instructions } from './instructions.tsx'
import { ItemDetails } from './item-details.tsx'
import { createLabelActions } from './label-actions.ts'
import { LabelingProvider, type Labeling } from './label-context.ts'
import { LabelGrid } from './label-grid.tsx'
import { LastAnswers } from './last-answers.tsx'
import { LeaseWarning } from './lease-warning.tsx'
import { mayTakeFocus } from './may-take-focus.ts'
import { NoPage } from './no-page.tsx'
import { NoService } from './no-service.tsx'
import { areNew, rememberRead } from './read-instructions.ts'
import { recentClasses } from './recent-classes.ts'
import { RefusedAnswers } from './refused-answers.tsx'
import { createSelection } from './selection.ts'
import { SingleView } from './single-view.tsx'
import { LabelToolbar } from './toolbar.tsx'
import { usePicturesAhead } from './use-pictures-ahead.ts'
import { useScreen } from './use-screen.ts'
import { createViewportStore } from './viewport-store.ts'

const SkipDialog = lazy(() => import('./skip-dialog.tsx'))
const ClassSearch = lazy(() => import('./class-search.tsx'))

interface LabelBenchProps {
  readonly bench: Bench
  readonly project: Schemas['Project']
  readonly editor: TaskEditor
  /** The item that the address names: shown large. */
  readonly item: string | undefined
}

const labelingOf = (
  bench: Bench,
  name: string,
  tree: readonly Schemas['LabelClass'][],
  editor: TaskEditor,
): Labeling => {
  const selection = createSelection()
  const heard = createHeardStore()
  const classes = listClasses(tree)
  const submitAtOnce = (): boolean => getPreferences().submitAtOnce
  return {
    project: name,
    bench,
    selection,
    heard,
    hidden: new Set(),
    editor,
    classes,
    classAt: new Map(classes.map((one) => [one.path, one])),
    actions: createLabelActions({ bench, selection, editor, submitAtOnce, hear: heard.hear }),
  }
}

const isOnPage = (bench: Bench, item: string): boolean =>
  currentPage(bench.state().work)?.taken.items.some(({ id }) => id === item) === true

const labelScopes = new Set(['app', 'label'])

/** The bench of a project with all that is on it. */
export const LabelBench = ({ bench, project, editor, item }: LabelBenchProps): ReactNode => {
  const { name } = project
  const { user } = usePerson()
  const { layout: chosen, keys } = usePreferences()
  const taken = useSlice(bench, ({ work }) => currentPage(work)?.taken)
  const noPage = useSlice(bench, (state) => state.noPage)
  const problem = useSlice(bench, (state) => state.problem)
  const why = useSlice(bench, ({ hold }) => hold?.why)
  const isSending = useSlice(bench, ({ work }) => work.entries.length > 0)
  const tree = taken?.labelClasses ?? project.labelClasses
  const [labeling, setLabeling] = useState(() => labelingOf(bench, name, tree, editor))
  const treeText = JSON.stringify(tree)
  const [shownTree, setShownTree] = useState(treeText)
  // The lead has changed the classes: the focus stays, the classes are new.
  if (shownTree !== treeText) {
    setShownTree(treeText)
    const { classes, classAt } = labelingOf(bench, name, tree, editor)
    setLabeling({ ...labeling, classes, classAt })
  }
  const { actions, selection, classes } = labeling
  const [viewport] = useState(() => createViewportStore(name))
  const [isLarge, setLarge] = useState(item !== undefined)
  const [dialog, setDialog] = useState<'Skip' | 'Search'>()
  const [hasInstructions, showInstructions] = useState(() => areNew(user, name, project.instructions))
  const closeInstructions = (): void => {
    rememberRead(user, name, project.instructions)
    showInstructions(false)
  }
  const toggleInstructions = (): void => (hasInstructions ? closeInstructions() : showInstructions(true))
  /** One thing at a time: the selection, the instructions, the large picture. */
  const leave = (): void => {
    if (selection.state().selected.size > 0) selection.clear()
    else if (hasInstructions) closeInstructions()
    else setLarge(false)
  }
  const layout = isLarge ? 1 : chosen
  const page = taken?.id
  const items = taken?.items.filter(({ removed }) => removed !== true) ?? []
  const place = useRef<HTMLDivElement>(null)
  const screen = useScreen(place, layout)
  usePicturesAhead(bench, screen)

  useEffect(() => {
    if (item !== undefined && isOnPage(bench, item)) selection.focus(item)
    actions.follow()
    return bench.subscribe(actions.follow)
  }, [bench, actions, selection, item])
  // A dialog gives the focus to the item that is next now, not to the one before it.
  useEffect(() => {
    if (dialog !== undefined || !mayTakeFocus()) return
    document.getElementById(`tile-${selection.state().focused}`)?.focus()
  }, [dialog, selection])
  useEffect(() => {
    const act = (): void => bench.active.tick()
    document.addEventListener('pointermove', act, { passive: true })
    document.addEventListener('keydown', act, { passive: true })
    return () => {
      document.removeEventListener('pointermove', act)
      document.removeEventListener('keydown', act)
    }
  }, [bench])

  const commandKeys = keysOfCommands(keys)
  const heard = new Set(
    commandIds.filter((id) => labelScopes.has(commands[id].scope)).map((id) => commandKeys[id]),
  )
  const byClass = classKeys(classes, (key) => heard.has(key))
  const byKey = new Map([...byClass].map(([path, key]) => [key, path]))
  const choose = (path: string): void => {
    recentClasses.putFirst(user, name, path)
    actions.applyClass(path)
  }
  /** What cannot be shown is skipped by one key; all else asks for the reason. */
  const skip = (): void => {
    const { focused = '' } = selection.state()
    if (labeling.hidden.has(focused) && selection.state().selected.size === 0) actions.skip('Cannot be shown')
    else setDialog('Skip')
  }
  useCommands(
    'label',
    {
      searchClasses: () => setDialog('Search'),
      selectAll: actions.selectAll,
      selectUnanswered: actions.selectUnanswered,
      invertSelection: actions.invert,
      clearSelection: leave,
      nextItem: () => actions.move(1),
      previousItem: () => actions.move(-1),
      skipItem: skip,
      clearAnswer: actions.clear,
      undo: actions.undo,
      redo: actions.redo,
      submitPage: actions.submit,
      showOne: () => setLarge((was) => !was),
      zoomIn: () => viewport.zoom(1.5),
      zoomOut: () => viewport.zoom(1 / 1.5),
      zoomToFit: viewport.fit,
      showInstructions: toggleInstructions,
    },
    (key) => {
      const path = byKey.get(key)
      if (path !== undefined) return () => actions.applyClass(path)
      return key === '0' ? viewport.fit : undefined
    },
  )

  return (
    <LabelingProvider value={labeling}>
      <LabelToolbar
        isLarge={isLarge}
        onLarge={() => setLarge((was) => !was)}
        onInstructions={toggleInstructions}
      />
      <LeaseWarning />
      <div className="label-body">
        <div className="label-main" ref={place}>
          {taken && page !== undefined && layout > 1 && screen && (
            <LabelGrid page={page} items={items} screen={screen} />
          )}
          {taken && page !== undefined && layout === 1 && (
            <SingleView page={page} items={items} viewport={viewport} />
          )}
          {!taken && problem !== undefined && <ProblemView error={problem} onRetry={bench.askAgain} />}
          {!taken && problem === undefined && noPage && <NoPage noPage={noPage} />}
          {!taken && problem === undefined && !noPage && (
            <>
              {why === undefined ? <Pending /> : <NoService why={why} status={project.status} />}
              {isSending && why === undefined && (
                <p className="notice" role="status">
                  <Trans>The next page comes when your answers are sent.</Trans>
                </p>
              )}
            </>
          )}
          {taken && <ItemDetails />}
        </div>
        {taken && (
          <ClassPanel
            keys={byClass}
            allowNoClass={project.allowNoClass}
            onSearch={() => setDialog('Search')}
          />
        )}
        {hasInstructions && (
          <Instructions
            instructions={taken?.instructions ?? project.instructions}
            onClose={closeInstructions}
          />
        )}
      </div>
      <LastAnswers />
      {taken && <ActionBar onSkip={skip} />}
      <RefusedAnswers />
      <LazyDialog onClose={() => setDialog(undefined)}>
        {dialog === 'Skip' && <SkipDialog onSkip={actions.skip} onClose={() => setDialog(undefined)} />}
        {dialog === 'Search' && (
          <ClassSearch
            classes={classes}
            tree={tree}
            recent={recentClasses.read(user, name)}
            onChoose={choose}
            onClose={() => setDialog(undefined)}
          />
        )}
      </LazyDialog>
    </LabelingProvider>
  )
}
