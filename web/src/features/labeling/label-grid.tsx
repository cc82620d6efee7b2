import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, type ReactNode } from 'react'
import { useSlice } from '../../core/use-slice.ts'
import type { Schemas } from '../../api/client.ts'
import { useLabeling } from './label-context.ts'
import { columnsOf } from './fit-tiles.ts'
import { largeOf, type Screen } from './picture-url.ts'
import { Tile } from './tile.tsx'

interface LabelGridProps {
  readonly page: string
  readonly items: readonly Schemas['PageItem'][]
  readonly screen: Screen
}

/** The items of the page as tiles that fit the window: arrows move, Space selects, with Shift a range. */
export const LabelGrid = ({ page, items, screen }: LabelGridProps): ReactNode => {
  const { t } = useLingui()
  const { selection, actions } = useLabeling()
  const { layout, room } = screen
  const columns = columnsOf(layout, items.length, room)
  const isLarge = largeOf(items, screen)
  const start = useSlice(selection, ({ focused }) => {
    const at = Math.max(
      0,
      items.findIndex(({ id }) => id === focused),
    )
    return Math.floor(at / layout) * layout
  })
  const shown = items.slice(start, start + layout)

  const press = (event: KeyboardEvent): void => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (altKey || metaKey || (ctrlKey && key !== ' ')) return
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: isRtl ? -1 : 1,
      ArrowLeft: isRtl ? 1 : -1,
      ArrowDown: columns,
      ArrowUp: -columns,
      PageDown: layout,
      PageUp: -layout,
      Home: -items.length,
      End: items.length,
    }
    const by = steps[key]
    const { focused } = selection.state()
    const at = items.findIndex(({ id }) => id === focused)
    const isBeyond = Math.abs(by ?? 0) === columns && columns > 1 && !items[at + (by ?? 0)]
    if (by !== undefined && !isBeyond) actions.move(by, shiftKey)
    else if (key === ' ' && focused !== undefined) selection.toggle(focused)
    else if (!isBeyond) return
    event.preventDefault()
  }

  return (
    <div
      role="grid"
      aria-multiselectable="true"
      aria-label={t`Items of the page`}
      aria-rowcount={items.length}
      className="tiles"
      data-layout={layout}
      data-count={Math.min(layout, items.length)}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      onKeyDown={press}
    >
      {shown.map((item, index) => (
        <Tile
          key={item.id}
          item={item}
          page={page}
          index={start + index}
          count={items.length}
          isLarge={isLarge(item)}
        />
      ))}
    </div>
  )
}
