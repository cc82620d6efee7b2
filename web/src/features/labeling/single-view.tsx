import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, type ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import { useSlice } from '../../core/use-slice.ts'
import { followPointers } from './follow-pointers.ts'
import { useLabeling } from './label-context.ts'
import { Tile } from './tile.tsx'
import type { ViewportStore } from './viewport-store.ts'

interface SingleViewProps {
  readonly page: string
  readonly items: readonly Schemas['PageItem'][]
  readonly viewport: ViewportStore
}

/** One item as large as the window, with zoom. */
export const SingleView = ({ page, items, viewport }: SingleViewProps): ReactNode => {
  const { t } = useLingui()
  const { selection, actions } = useLabeling()
  const frame = useRef<HTMLDivElement>(null)
  const focused = useSlice(selection, (state) => state.focused)
  const index = Math.max(
    0,
    items.findIndex(({ id }) => id === focused),
  )
  const item = items[index]

  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    return followPointers(element, viewport, (by) => actions.move(by))
  }, [viewport, actions])

  useEffect(() => {
    viewport.attach(frame.current?.querySelector('img') ?? undefined)
  })

  if (!item) return null
  return (
    <div
      ref={frame}
      role="grid"
      aria-label={t`The item`}
      aria-rowcount={items.length}
      className="tiles single"
      data-layout={1}
    >
      <Tile key={item.id} item={item} page={page} index={index} count={items.length} isLarge />
    </div>
  )
}
