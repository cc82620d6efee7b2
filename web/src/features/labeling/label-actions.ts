import type { Bench } from '../../outbox/bench.ts'
import type { GivenAnswer } from '../../outbox/records.ts'
import { askedItems, currentPage, unanswered, type PageWork } from '../../outbox/work.ts'
import type { LabelFields, TaskEditor } from '../../tasks/task-editor.ts'
import type { Selection } from './selection.ts'

/** What happened, for those who do not see it. */
export type Heard =
  | { readonly kind: 'Labeled'; readonly path: string; readonly index: number; readonly count: number }
  | { readonly kind: 'Group'; readonly path: string; readonly items: number }
  | { readonly kind: 'Skipped' | 'None' | 'Cleared' | 'Undone' | 'Redone'; readonly items: number }
  | { readonly kind: 'Left'; readonly left: number }
  | {
      readonly kind: 'Submitted' | 'NothingToUndo' | 'Reopening' | 'Reopened' | 'NotReopened' | 'AlreadySent'
    }

interface ActionPorts {
  readonly bench: Bench
  readonly selection: Selection
  readonly editor: TaskEditor
  readonly submitAtOnce: () => boolean
  readonly hear: (heard: Heard) => void
}

export const labelOf = (answer: GivenAnswer | undefined): LabelFields | undefined => {
  if (!answer || answer.skip === true) return undefined
  const { skip: _skip, reason: _reason, ...label } = answer
  return label
}

/** The first item without an answer after this one; from the start again at the end. */
export const nextUnanswered = (page: PageWork, after: string | undefined): string | undefined => {
  const open = new Set(unanswered(page))
  const items = askedItems(page).map(({ id }) => id)
  const start = items.indexOf(after ?? '') + 1
  return [...items.slice(start), ...items.slice(0, start)].find((id) => open.has(id))
}

/** Where a page is begun or gone on with: at the first open item, else at the last answer. */
const startOf = (page: PageWork): string | undefined =>
  nextUnanswered(page, undefined) ??
  page.history.steps[page.history.cursor - 1]?.changes.at(-1)?.item ??
  askedItems(page)[0]?.id

/** The gestures of the label screen, without the screen. */
export const createLabelActions = ({ bench, selection, editor, submitAtOnce, hear }: ActionPorts) => {
  const page = () => currentPage(bench.state().work)
  const itemsOf = (now: PageWork): readonly string[] => askedItems(now).map(({ id }) => id)

  /** The selected items, else the focused one. */
  const targets = (now: PageWork): readonly string[] => {
    const { selected, focused } = selection.state()
    const items = itemsOf(now)
    const chosen = items.filter((id) => selected.has(id))
    if (chosen.length > 0) return chosen
    return focused !== undefined && items.includes(focused) ? [focused] : []
  }

  let isReopening = false
  const hearReopened = (now: PageWork | undefined): void => {
    if (bench.state().work.pages.some(({ status }) => status === 'reopening')) return
    isReopening = false
    hear({ kind: now && now.sentAt > 0 ? 'Reopened' : 'NotReopened' })
  }

  /** The page is another one: the focus begins anew. */
  const follow = (): void => {
    const now = page()
    if (isReopening) hearReopened(now)
    if (!now) return
    const { focused } = selection.state()
    if (focused === undefined || !now.taken.items.some(({ id }) => id === focused))
      selection.begin(startOf(now))
  }

  const submit = (): void => {
    if (!page()) return
    const left = bench.submit()
    if (left.length > 0) {
      selection.begin(left[0])
      hear({ kind: 'Left', left: left.length })
      return
    }
    hear({ kind: 'Submitted' })
    follow()
  }

  const goOn = (from: string | undefined, isGroup: boolean): void => {
    const now = page()
    if (!now) return
    const next = nextUnanswered(now, from)
    if (isGroup) selection.clear()
    if (next !== undefined) selection.focus(next)
    // Somebody who went back to a page may want to change more than one answer.
    else if (submitAtOnce() && now.sentAt === 0) submit()
  }

  /** Answers the targets; hears of those that are sent and cannot be changed here. */
  const give = (
    answer: (now: GivenAnswer | undefined) => GivenAnswer | undefined,
    heard: (items: readonly string[], now: PageWork) => Heard,
    advances: boolean,
  ): void => {
    const before = page()
    if (!before) return
    const items = targets(before).filter((id) => !before.sent.has(id))
    if (items.length === 0) {
      if (targets(before).length > 0) hear({ kind: 'AlreadySent' })
      return
    }
    bench.give(items, answer)
    const now = page()
    if (now) hear(heard(items, now))
    if (advances) goOn(items.at(-1), selection.state().selected.size > 0)
  }

  const hearUndone = (undone: ReturnType<Bench['undo']>): void => {
    if (undone === 'Nothing') {
      hear({ kind: 'NothingToUndo' })
      return
    }
    if (undone === 'Reopening') {
      isReopening = true
      hear({ kind: 'Reopening' })
      return
    }
    const [first] = undone.items
    if (first === undefined) {
      hear({ kind: 'Reopened' })
      follow()
      return
    }
    hear({ kind: 'Undone', items: undone.items.length })
    selection.focus(first)
  }

  return {
    follow,
    submit,
    applyClass: (path: string): void => {
      const before = page()
      if (!before) return
      const items = targets(before)
      // Of several items those that have the class already keep it, unless all have it.
      const has = (answer: GivenAnswer | undefined) => editor.classesOf(labelOf(answer)).includes(path)
      const isToggle = items.every((id) => has(before.history.answers.get(id)))
      give(
        (now) => (has(now) && !isToggle ? now : editor.applyClass(labelOf(now), path)),
        (given, now) =>
          given.length === 1
            ? {
                kind: 'Labeled',
                path,
                index: itemsOf(now).indexOf(given[0] ?? '') + 1,
                count: itemsOf(now).length,
              }
            : { kind: 'Group', path, items: given.length },
        editor.advances,
      )
    },
    /** A label that the task type's own editor made. */
    setLabel: (item: string, label: LabelFields | undefined): void => bench.give([item], () => label),
    skip: (reason: string): void =>
      give(
        () => ({ skip: true, ...(reason === '' ? {} : { reason }) }),
        (items) => ({ kind: 'Skipped', items: items.length }),
        true,
      ),
    /** None of the classes, where the project allows it. */
    giveNone: (): void =>
      give(
        () => ({ labels: [] }),
        (items) => ({ kind: 'None', items: items.length }),
        true,
      ),
    clear: (): void =>
      give(
        () => undefined,
        (items) => ({ kind: 'Cleared', items: items.length }),
        false,
      ),
    undo: (): void => hearUndone(bench.undo()),
    reopen: (): void => hearUndone(bench.reopen()),
    redo: (): void => {
      const items = bench.redo()
      const last = items.at(-1)
      const now = page()
      if (last === undefined || !now) return
      // As after the answer itself: the next key is for the next item.
      selection.focus((editor.advances ? nextUnanswered(now, last) : undefined) ?? last)
      hear({ kind: 'Redone', items: items.length })
    },
    selectAll: (): void => {
      const now = page()
      if (now) selection.select(itemsOf(now))
    },
    selectUnanswered: (): void => {
      const now = page()
      if (now) selection.select(unanswered(now))
    },
    invert: (): void => {
      const now = page()
      const { selected } = selection.state()
      if (now) selection.select(itemsOf(now).filter((id) => !selected.has(id)))
    },
    /** Moves the focus by some items; with `extend` the selection follows. */
    move: (by: number, extend = false): void => {
      const now = page()
      if (!now) return
      const items = itemsOf(now)
      const at = items.indexOf(selection.state().focused ?? '')
      const item = items[Math.min(items.length - 1, Math.max(0, (at < 0 ? 0 : at) + by))]
      if (item === undefined) return
      if (extend) selection.extend(items, item)
      else selection.focus(item)
    },
  }
}

export type LabelActions = ReturnType<typeof createLabelActions>
