import { Plural, Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useSlice } from '../../core/use-slice.ts'
import type { Heard } from './label-actions.ts'
import { useLabeling } from './label-context.ts'

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

interface WordsProps {
  readonly heard: Heard
  /** The answers of a page that was submitted do not go now. */
  readonly isHeld: boolean
}

const Words = ({ heard, isHeld }: WordsProps): ReactNode => {
  switch (heard.kind) {
    case 'Labeled': {
      const { index, count } = heard
      const name = nameOf(heard.path)
      return (
        <Trans>
          {name}, {index} of {count}
        </Trans>
      )
    }
    case 'Group': {
      const name = nameOf(heard.path)
      return (
        <>
          {name}, <Plural value={heard.items} one="# item" other="# items" />
        </>
      )
    }
    case 'Skipped':
      return <Plural value={heard.items} one="# item skipped" other="# items skipped" />
    case 'None':
      return <Plural value={heard.items} one="# item without a class" other="# items without a class" />
    case 'Cleared':
      return <Plural value={heard.items} one="# answer cleared" other="# answers cleared" />
    case 'Undone':
      return <Trans>Undone</Trans>
    case 'Redone':
      return <Trans>Done again</Trans>
    case 'Left':
      return <Plural value={heard.left} one="# item has no answer yet" other="# items have no answer yet" />
    case 'Submitted':
      return isHeld ? (
        <Trans>Page kept on this device; it is sent when the service answers</Trans>
      ) : (
        <Trans>Page submitted</Trans>
      )
    case 'NothingToUndo':
      return <Trans>There is nothing to undo</Trans>
    case 'Reopening':
      return <Trans>The last page is being opened again</Trans>
    case 'Reopened':
      return <Trans>The last page is open again. Enter submits it.</Trans>
    case 'NotReopened':
      return <Trans>The last page stays submitted</Trans>
    case 'AlreadySent':
      return <Trans>This answer is sent already. Undo it after the page is complete.</Trans>
  }
}

/** Says each gesture once. What needs the eyes, too, is also seen. */
export const Announcer = (): ReactNode => {
  const { bench, heard } = useLabeling()
  const isHeld = useSlice(bench, ({ hold, work }) => hold !== undefined && work.entries.length > 0)
  const last = useSlice(heard, (state) => state)
  return (
    <p role="status" aria-live="polite" aria-atomic="true" className="heard" data-kind={last?.heard.kind}>
      {last && <Words heard={last.heard} isHeld={isHeld} />}
    </p>
  )
}
