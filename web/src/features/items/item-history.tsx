import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import type { ListedClass } from '../../classes/class-list.ts'
import { LabelChips } from '../../items/label-chips.tsx'
import { formatTime } from '../../ui/format.ts'

interface ItemHistoryProps {
  readonly history: readonly Schemas['PastAnswer'][]
  readonly classes: ReadonlyMap<string, ListedClass>
  readonly nameOf: (user: string) => string
}

const End = ({
  past,
  nameOf,
}: { readonly past: Schemas['PastAnswer'] } & Pick<ItemHistoryProps, 'nameOf'>) => {
  const [who, when] = [nameOf(past.endedBy), formatTime(past.endedAt)]
  switch (past.action) {
    case 'Rejected':
      return (
        <Trans>
          Rejected by {who} on {when}
        </Trans>
      )
    case 'Relabeled':
      return (
        <Trans>
          Labeled again by {who} on {when}
        </Trans>
      )
    case 'Requeued':
      return <Trans>Ended on {when}, because the file changed</Trans>
    default:
      return (
        <>
          {past.action} · {who} · {when}
        </>
      )
  }
}

/** The answers before the present one, the newest first. */
export const ItemHistory = ({ history, classes, nameOf }: ItemHistoryProps): ReactNode => (
  <section aria-labelledby="history" className="panel">
    <h2 id="history">
      <Trans>History</Trans>
    </h2>
    {history.length === 0 ? (
      <p className="quiet">
        <Trans>There are no earlier answers.</Trans>
      </p>
    ) : (
      <ol className="plain history">
        {history.toReversed().map((past) => (
          <li key={`${past.at} ${past.endedAt}`}>
            <p className="label-chips">
              {past.skipped === true ? (
                <Trans>skipped</Trans>
              ) : (
                <LabelChips labels={past.labels ?? []} classes={classes} isLong />
              )}
            </p>
            {past.reason !== undefined && <q>{past.reason}</q>}
            <p className="quiet">
              <Trans>
                Given by {nameOf(past.by)} on {formatTime(past.at)}
              </Trans>
            </p>
            <p>
              <End past={past} nameOf={nameOf} />
            </p>
            {past.comment !== undefined && <blockquote>{past.comment}</blockquote>}
          </li>
        ))}
      </ol>
    )}
  </section>
)
