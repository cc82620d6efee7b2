import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import type { ListedClass } from '../../classes/class-list.ts'
import { hasLabel } from '../../items/item-states.ts'
import { LabelChips } from '../../items/label-chips.tsx'
import { StateMark } from '../../items/state-mark.tsx'
import { formatTime } from '../../ui/format.ts'

interface ItemAnswerProps {
  readonly item: Schemas['ItemDetail']
  readonly classes: ReadonlyMap<string, ListedClass>
  readonly nameOf: (user: string) => string
}

/** The answer in force, with who gave it and who approved it. */
export const ItemAnswer = ({ item, classes, nameOf }: ItemAnswerProps): ReactNode => {
  const { labels, state, skipReason, labeledBy, labeledAt, approvedBy, approvedAt, removedBy, removedAt } =
    item
  return (
    <section aria-labelledby="answer" className="panel">
      <h2 id="answer">
        <Trans>Answer</Trans>
      </h2>
      <div aria-live="polite">
        <p>
          <StateMark state={state} />
        </p>
        {hasLabel(item) && (
          <p className="label-chips">
            <LabelChips labels={labels} classes={classes} isLong />
          </p>
        )}
        {skipReason !== undefined && (
          <p>
            <Trans>Reason of the skip:</Trans> <q>{skipReason}</q>
          </p>
        )}
        {labeledBy !== undefined && labeledAt !== undefined && (
          <p>
            <Trans>
              Given by {nameOf(labeledBy)} on {formatTime(labeledAt)}
            </Trans>
          </p>
        )}
        {approvedBy !== undefined && approvedAt !== undefined && (
          <p>
            <Trans>
              Approved by {nameOf(approvedBy)} on {formatTime(approvedAt)}
            </Trans>
          </p>
        )}
        {removedBy !== undefined && removedAt !== undefined && (
          <p>
            <Trans>
              Removed by {nameOf(removedBy)} on {formatTime(removedAt)}
            </Trans>
          </p>
        )}
      </div>
    </section>
  )
}
