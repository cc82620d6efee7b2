import { useLingui } from '@lingui/react/macro'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useSlice } from '../../core/use-slice.ts'
import type { Schemas } from '../../api/client.ts'
import { useLabeling } from './label-context.ts'
import { isLargeLayout } from './picture-url.ts'
import { Tile } from './tile.tsx'

interface LabelGridProps {
  readonly page: string
  readonly items: readonly Schemas['PageItem'][]
  readonly layout: number
}

/** Tiles of the first row: the grid has as many columns as fit. */
const columnsOf = (grid: HTMLElement | null): number => {
  const tiles = [...(grid?.querySelectorAll<HTMLElement>('.tile') ?? [])]
  const top = tiles[0]?.offsetTop
  return Math.max(1, tiles.filter(({ offsetTop }) => offsetTop === top).length)
}

/** The items of the page as tiles that fit the window: arrows move, Space selects, with Shift a range. */
export const LabelGrid = ({ page, items, layout }: LabelGridProps): ReactNode => {
  const { t } = useLingui()
  const { selection, actions } = useLabeling()
  const ref = useRef<HTMLDivElement>(null)
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
    const columns = columnsOf(ref.current)
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
      ref={ref}
      role="grid"
      aria-multiselectable="true"
      aria-label={t`Items of the page`}
      aria-rowcount={items.length}
      className="tiles"
      data-layout={layout}
      data-count={Math.min(layout, items.length)}
      onKeyDown={press}
    >
      {shown.map((item, index) => (
        <Tile
          key={item.id}
          item={item}
          page={page}
          index={start + index}
          count={items.length}
          isLarge={isLargeLayout(layout)}
        />
      ))}
    </div>
  )
}
