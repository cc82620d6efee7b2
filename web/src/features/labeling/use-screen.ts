import { useLayoutEffect, useState, type RefObject } from 'react'
import type { Screen } from './picture-url.ts'

/** The place for the tiles, followed; undefined before it is measured, which is before the first frame. */
export const useScreen = (place: RefObject<HTMLElement | null>, layout: number): Screen | undefined => {
  const [measured, setMeasured] = useState<Omit<Screen, 'layout'>>()
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return undefined
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element
      setMeasured({ room: { width, height }, ratio: globalThis.devicePixelRatio })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [place])
  return measured && { ...measured, layout }
}
