import { useEffect } from 'react'
import type { Schemas } from '../../api/client.ts'
import { inBackground } from '../../core/in-background.ts'
import { useSlice } from '../../core/use-slice.ts'
import type { Bench } from '../../outbox/bench.ts'
import { askedItems, currentPage, openPages } from '../../outbox/work.ts'
import { loadAhead } from './picture-store.ts'
import { largeOf, pictureUrl, type Screen } from './picture-url.ts'

const urlsOf = (taken: Schemas['TakenPage'] | undefined, screen: Screen): readonly string[] => {
  if (!taken) return []
  const items = askedItems({ taken })
  const isLarge = largeOf(items, screen)
  return items.flatMap((item) => pictureUrl(item, isLarge(item)) ?? [])
}

/** Loads and decodes the pictures of this page and of the next one as they will be shown, in their order. */
export const usePicturesAhead = (bench: Bench, screen: Screen | undefined): void => {
  const isMeasured = screen !== undefined
  const current = useSlice(bench, ({ work }) => currentPage(work)?.taken)
  const ahead = useSlice(bench, ({ work }) => openPages(work)[1]?.taken)
  const { layout = 1, ratio = 1, room: { width, height } = { width: 0, height: 0 } } = screen ?? {}
  useEffect(() => {
    if (!isMeasured) return
    const shown: Screen = { layout, ratio, room: { width, height } }
    inBackground(Promise.all([...urlsOf(current, shown), ...urlsOf(ahead, shown)].map(loadAhead)))
  }, [current, ahead, isMeasured, layout, ratio, width, height])
}
