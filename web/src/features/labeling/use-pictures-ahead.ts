import { useEffect } from 'react'
import { inBackground } from '../../core/in-background.ts'
import { useSlice } from '../../core/use-slice.ts'
import type { Bench } from '../../outbox/bench.ts'
import { currentPage, openPages } from '../../outbox/work.ts'
import { loadAhead } from './picture-store.ts'
import { isLargeLayout, pictureUrl } from './picture-url.ts'

/** Loads and decodes the pictures of this page and of the next one, in their order. */
export const usePicturesAhead = (bench: Bench, layout: number): void => {
  const current = useSlice(bench, ({ work }) => currentPage(work)?.taken)
  const ahead = useSlice(bench, ({ work }) => openPages(work)[1]?.taken)
  useEffect(() => {
    const urls = [...(current?.items ?? []), ...(ahead?.items ?? [])].flatMap(
      (item) => pictureUrl(item, isLargeLayout(layout)) ?? [],
    )
    inBackground(Promise.all(urls.map(loadAhead)))
  }, [current, ahead, layout])
}
