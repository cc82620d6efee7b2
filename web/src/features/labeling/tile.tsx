import { useLingui } from '@lingui/react/macro'
import { memo, useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import { useSlice } from '../../core/use-slice.ts'
import { pageOf } from '../../outbox/work.ts'
import { labelOf } from './label-actions.ts'
import { useLabeling } from './label-context.ts'
import { mayTakeFocus } from './may-take-focus.ts'
import { Picture } from './picture.tsx'
import { TileAnswer } from './tile-answer.tsx'

interface TileProps {
  readonly item: Schemas['PageItem']
  readonly page: string
  readonly index: number
  readonly count: number
  readonly isLarge: boolean
}

const TileView = ({ item, page, index, count, isLarge }: TileProps): ReactNode => {
  const { t } = useLingui()
  const { bench, selection, editor, classAt } = useLabeling()
  const ref = useRef<HTMLDivElement>(null)
  const { id } = item
  const answer = useSlice(bench, ({ work }) => pageOf(work, page)?.history.answers.get(id))
  const isSent = useSlice(bench, ({ work }) => pageOf(work, page)?.sent.has(id) === true)
  const isFocused = useSlice(selection, ({ focused }) => focused === id)
  const isSelected = useSlice(selection, ({ selected }) => selected.has(id))

  useLayoutEffect(() => {
    if (isFocused && mayTakeFocus()) ref.current?.focus({ preventScroll: false })
  }, [isFocused])

  const press = (event: MouseEvent): void => {
    if (event.shiftKey) selection.extend(orderOf(ref.current), id)
    else if (event.ctrlKey || event.metaKey || isTouch(event)) selection.toggle(id)
    else {
      selection.clear()
      selection.focus(id)
    }
    ref.current?.focus()
  }

  const classes = editor.classesOf(labelOf(answer))
  const names = classes.map((path) => classAt.get(path)?.name ?? path).join(', ')
  const isSkip = answer?.skip === true
  const state = isSkip ? t`skipped` : answer === undefined ? t`no answer` : names === '' ? t`no class` : names
  const number = index + 1
  return (
    <div
      ref={ref}
      role="row"
      id={`tile-${id}`}
      aria-selected={isSelected}
      aria-label={t`Item ${number} of ${count}: ${state}`}
      tabIndex={isFocused ? 0 : -1}
      className="tile"
      data-item={id}
      data-answer={isSkip ? 'skip' : answer === undefined ? 'none' : 'label'}
      data-focused-tile={isFocused || undefined}
      onClick={press}
    >
      <div role="gridcell" className="tile-cell">
        <Picture item={item} page={page} isLarge={isLarge} />
        <TileAnswer answer={answer} paths={classes} isSent={isSent} returned={item.returned} />
      </div>
    </div>
  )
}

const isTouch = ({ nativeEvent }: MouseEvent): boolean =>
  nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch'

/** The items of the grid in their order, also those of which only some are shown. */
const orderOf = (tile: HTMLElement | null): readonly string[] =>
  [...(tile?.closest('[role=grid]')?.querySelectorAll<HTMLElement>('[data-item]') ?? [])].map(
    ({ dataset }) => dataset['item'] ?? '',
  )

/** One item of the grid. It renders when its own answer, focus or selection changes. */
export const Tile = memo(TileView)
