import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Schemas } from '../../api/client.ts'
import { allows, type ItemAction } from '../../items/review-action.ts'
import type { Outcome, Refused } from '../../items/send-review.ts'
import { useItemChanges } from '../../items/use-item-changes.ts'
import { say } from '../../shell/toast-queue.ts'
import { wordsOf } from '../../ui/words-of.ts'
import { focusedItem, focusNext, focusNextAfterDialog } from './focused-tile.ts'
import { useActionWords } from './use-action-words.ts'

type Item = Schemas['Item']
type Details = { readonly comment?: string | undefined; readonly labels?: readonly string[] }

interface ReviewOptions {
  readonly project: string
  readonly items: readonly Item[]
  readonly onRefused: (refused: readonly Refused[], accepted: readonly string[]) => void
}

/** The selection of the grid, and what is done to it; the last approvals can be undone. */
export const useReview = ({ project, items, onRefused }: ReviewOptions) => {
  const { t } = useLingui()
  const changes = useItemChanges(project)
  const words = useActionWords()
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  const [approvals, setApprovals] = useState<readonly (readonly string[])[]>([])
  const [running, setRunning] = useState(0)
  const [news, setNews] = useState('')

  /** The selected items, else the one with the focus. */
  const targets = (): readonly Item[] => {
    const focused = focusedItem()
    return selected.size > 0
      ? items.filter(({ id }) => selected.has(id))
      : items.filter(({ id }) => id === focused)
  }

  /** The targets whose state allows the action; says it if there are none. */
  const allowed = (action: ItemAction): readonly Item[] => {
    const wanted = targets()
    const able = wanted.filter(({ state }) => allows(action, state))
    if (wanted.length === 0) say({ text: t`Select items first, or move to one by the arrows.` })
    else if (able.length === 0) say({ text: t`The state of these items does not allow it.` })
    return able
  }

  const report = (action: ItemAction, wanted: number, outcome: Outcome): void => {
    const { accepted, refused, failure } = outcome
    onRefused(refused, accepted)
    setNews(words.done(action, accepted.length, wanted - accepted.length))
    if (failure !== undefined) say({ ...wordsOf(failure), tone: 'problem' })
    else if (refused.length > 0) say({ text: words.refused(refused.length), tone: 'problem' })
  }

  const run = async (action: ItemAction, able: readonly Item[], details: Details = {}): Promise<Outcome> => {
    setRunning((count) => count + 1)
    try {
      const outcome =
        action === 'Relabel'
          ? await changes.relabel(able, details.labels ?? [])
          : await changes.review(action, able, details.comment)
      report(action, able.length, outcome)
      return outcome
    } finally {
      setRunning((count) => count - 1)
    }
  }

  /** Begins an action on items that were chosen before; the focus moves on from a single one. */
  const act = async (action: ItemAction, able: readonly Item[], details?: Details): Promise<void> => {
    const [first] = able
    if (!first) return
    if (selected.size === 0 && !focusNext(first.id)) focusNextAfterDialog(first.id)
    select(new Set())
    const { accepted } = await run(action, able, details)
    if (action === 'Approve' && accepted.length > 0)
      setApprovals((before) => [...before, accepted].slice(-50))
  }

  const undo = async (): Promise<void> => {
    const last = approvals.at(-1)
    if (!last) {
      say({ text: t`There is nothing to undo: only approvals can be taken back.` })
      return
    }
    setApprovals(approvals.slice(0, -1))
    const ids = new Set(last)
    const { failure } = await run(
      'Unapprove',
      items.filter(({ id, state }) => ids.has(id) && state === 'approved'),
    )
    if (failure !== undefined) setApprovals((before) => [...before, last])
  }

  return {
    selected,
    select,
    allowed,
    act,
    undo,
    canUndo: approvals.length > 0,
    isRunning: running > 0,
    news,
    reload: changes.reload,
  }
}
