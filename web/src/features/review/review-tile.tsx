import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import { hasLabel } from '../../items/item-states.ts'
import { ItemPicture } from '../../items/item-picture.tsx'
import { LabelChips } from '../../items/label-chips.tsx'
import { StateMark } from '../../items/state-mark.tsx'
import { ProblemWords } from '../../ui/problem-words.tsx'
import { useReviewContext } from './review-context.ts'

/** An item as its reviewer sees it: the picture, the answer, whose it is, and why a review was refused. */
export const ReviewTile = ({ item }: { readonly item: Schemas['Item'] }): ReactNode => {
  const { t } = useLingui()
  const { project, classes, nameOf, refusals, size, reload, freshen } = useReviewContext()
  const refusal = refusals.get(item.id)
  return (
    <>
      <div className="tile-picture">
        <ItemPicture
          item={item}
          size={size === 'large' ? 'screen' : 'thumbnail'}
          alt=""
          onStale={() => freshen(item.id)}
        />
      </div>
      <div className="tile-text">
        {hasLabel(item) && (
          <p className="label-chips">
            <LabelChips labels={item.labels} classes={classes} />
          </p>
        )}
        {item.skipReason !== undefined && <q>{item.skipReason}</q>}
        <p>
          <StateMark state={item.state} />
          {item.labeledBy !== undefined && <span className="quiet"> · {nameOf(item.labeledBy)}</span>}
        </p>
        {item.changed === true && (
          <p>
            <Trans>The file changed after the label.</Trans>
          </p>
        )}
        {refusal && (
          <p className="field-problem" role="alert">
            <ProblemWords error={refusal} />{' '}
            <Button onPress={() => reload(item.id)}>
              <Trans>Load again</Trans>
            </Button>
          </p>
        )}
        <Link
          to="/p/$project/items/$item"
          params={{ project, item: item.id }}
          className="tile-link"
          aria-label={t`Open ${item.path}`}
          title={item.path}
          onPointerDown={(event) => event.stopPropagation()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.stopPropagation()
          }}
        >
          {item.path.split('/').at(-1)}
        </Link>
      </div>
    </>
  )
}
