import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { ItemPicture } from '../../items/item-picture.tsx'
import { formatShare } from '../../ui/format.ts'
import { fit, zoomed, type Zoom } from './zoom.ts'

interface LargePictureProps {
  readonly item: Schemas['ItemDetail']
  readonly onStale: () => void
}

/** The picture as large as its place, or larger: then it scrolls. `+`, `-` and `f` change its size, as the wheel does with Ctrl. */
export const LargePicture = ({ item, onStale }: LargePictureProps): ReactNode => {
  const { t } = useLingui()
  const frame = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState<Zoom>(fit)
  const change = (by: 1 | -1): void => {
    const image = frame.current?.querySelector('img')
    if (!image || image.naturalWidth === 0) return
    const shown = Math.min(image.clientWidth / image.naturalWidth, image.clientHeight / image.naturalHeight)
    const next = zoomed(zoom, by, shown)
    setZoom(next)
    if (next === fit) return
    image.style.width = `${image.naturalWidth * next}px`
    image.style.imageRendering = next >= 8 ? 'pixelated' : ''
  }
  const showAll = (): void => {
    setZoom(fit)
    const image = frame.current?.querySelector('img')
    if (!image) return
    image.style.width = ''
    image.style.imageRendering = ''
  }
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => change(1),
    '-': () => change(-1),
    f: showAll,
  }
  useCommands('review', {}, (key) => keys[key])

  const turn = useEffectEvent((event: WheelEvent): void => {
    if (!event.ctrlKey) return
    event.preventDefault()
    change(event.deltaY < 0 ? 1 : -1)
  })
  useEffect(() => {
    const element = frame.current
    const listen = (event: WheelEvent): void => turn(event)
    // Without `passive: false` the browser would zoom the page.
    element?.addEventListener('wheel', listen, { passive: false })
    return () => element?.removeEventListener('wheel', listen)
  }, [])

  return (
    <section aria-label={t`Picture`}>
      <div
        ref={frame}
        className="large-picture"
        data-zoom={zoom === fit ? fit : 'set'}
        tabIndex={0}
        role="region"
        aria-label={t`The picture; scrolls when it is large`}
      >
        <ItemPicture item={item} size="screen" alt={t`The picture of the item`} onStale={onStale} />
      </div>
      <div className="actions">
        <Button onPress={() => change(-1)}>
          <Trans>Smaller</Trans> <kbd aria-hidden="true">-</kbd>
        </Button>
        <Button onPress={() => change(1)}>
          <Trans>Larger</Trans> <kbd aria-hidden="true">+</kbd>
        </Button>
        <Button onPress={showAll}>
          <Trans>Whole picture</Trans> <kbd aria-hidden="true">f</kbd>
        </Button>
        <span role="status" className="zoom-value">
          {zoom === fit ? <Trans>Whole picture</Trans> : formatShare(zoom)}
        </span>
      </div>
    </section>
  )
}
