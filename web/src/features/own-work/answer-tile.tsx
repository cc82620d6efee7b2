import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import type { ListedClass } from '../../classes/class-list.ts'
import { ItemPicture } from '../../items/item-picture.tsx'
import { LabelChips } from '../../items/label-chips.tsx'
import { StateMark } from '../../items/state-mark.tsx'
import { formatTime } from '../../ui/format.ts'

interface AnswerTileProps {
  readonly answer: Schemas['MyAnswer']
  readonly classes: ReadonlyMap<string, ListedClass>
}

/** An answer of the person, and what a reviewer said of it. */
export const AnswerTile = ({ answer, classes }: AnswerTileProps): ReactNode => (
  <li className="item-tile">
    <div className="tile-picture">
      <ItemPicture item={answer} size="thumbnail" alt="" />
    </div>
    <div className="tile-text">
      <p className="label-chips">
        {answer.skipped === true ? (
          <Trans>skipped</Trans>
        ) : (
          <LabelChips labels={answer.labels ?? []} classes={classes} />
        )}
      </p>
      {answer.reason !== undefined && <q>{answer.reason}</q>}
      <p>
        <StateMark state={answer.state} />
      </p>
      {answer.comment !== undefined && (
        <p>
          <Trans>The reviewer says:</Trans> <q>{answer.comment}</q>
        </p>
      )}
      <time className="quiet" dateTime={answer.at}>
        {formatTime(answer.at)}
      </time>
      {answer.path !== undefined && <span className="quiet">{answer.path}</span>}
    </div>
  </li>
)
