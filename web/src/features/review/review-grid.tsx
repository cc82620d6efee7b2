import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { GridList, GridListItem } from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import { stateTitle } from '../../items/state-titles.ts'
import { useApi } from '../../api/api-context.tsx'
import { peopleQuery } from '../../api/queries.ts'
import { useReviewContext } from './review-context.ts'
import { ReviewTile } from './review-tile.tsx'

interface ReviewGridProps {
  readonly items: readonly Schemas['Item'][]
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
}

/** The items as tiles: arrows move, Space selects, with Shift a range, Ctrl+A all that are loaded. */
export const ReviewGrid = ({ items, selected, onSelect }: ReviewGridProps): ReactNode => {
  const { t } = useLingui()
  const { project, size, nameOf } = useReviewContext()
  const { data: people } = useQuery(peopleQuery(useApi(), project))
  const describe = ({ labels, state, labeledBy }: Schemas['Item']): string =>
    [labels.join(', '), stateTitle(t, state), ...(labeledBy === undefined ? [] : [nameOf(labeledBy)])]
      .filter((part) => part !== '')
      .join(', ')
  return (
    <GridList
      aria-label={t`Items`}
      className="item-grid"
      data-size={size}
      layout="grid"
      items={items}
      dependencies={[people]}
      selectionMode="multiple"
      selectedKeys={selected}
      onSelectionChange={(keys) =>
        onSelect(keys === 'all' ? new Set(items.map(({ id }) => id)) : new Set([...keys].map(String)))
      }
      disallowTypeAhead
    >
      {(item) => (
        <GridListItem id={item.id} textValue={describe(item)} className="item-tile">
          <ReviewTile item={item} />
        </GridListItem>
      )}
    </GridList>
  )
}
