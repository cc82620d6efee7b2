import type { ViewportStore } from './viewport-store.ts'

/** Pixels that a finger moves for a swipe. */
const swipe = 60

interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Wheel and pinch zoom at the pointer; Space, the middle button or a finger drags; a swipe over a whole picture goes on or
 * back. Returns the way to end it.
 */
export const followPointers = (
  frame: HTMLElement,
  viewport: ViewportStore,
  onSwipe: (by: 1 | -1) => void,
): (() => void) => {
  const pointers = new Map<number, Point>()
  let isSpaceDown = false
  let begin: Point | undefined
  const end = new AbortController()
  const { signal } = end

  const fromCentre = ({ x, y }: Point): Point => {
    const box = frame.getBoundingClientRect()
    return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 }
  }
  const spread = (): number => {
    const [one, other] = [...pointers.values()]
    return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0
  }

  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const { x, y } = fromCentre({ x: event.clientX, y: event.clientY })
      viewport.zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), x, y)
    },
    { passive: false, signal },
  )
  frame.addEventListener(
    'pointerdown',
    (event) => {
      const isDrag = event.pointerType !== 'mouse' || event.button === 1 || isSpaceDown
      if (!isDrag) return
      frame.setPointerCapture(event.pointerId)
      begin = { x: event.clientX, y: event.clientY }
      pointers.set(event.pointerId, begin)
    },
    { signal },
  )
  frame.addEventListener(
    'pointermove',
    (event) => {
      const before = pointers.get(event.pointerId)
      if (!before) return
      const now = { x: event.clientX, y: event.clientY }
      const former = spread()
      pointers.set(event.pointerId, now)
      if (pointers.size === 1) viewport.move(now.x - before.x, now.y - before.y)
      else if (former > 0) {
        const at = fromCentre(now)
        viewport.zoom(spread() / former, at.x, at.y)
        begin = undefined
      }
    },
    { signal },
  )
  const lift = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId) || !begin || event.pointerType === 'mouse') return
    const [dx, dy] = [event.clientX - begin.x, event.clientY - begin.y]
    if (viewport.view().scale === 1 && Math.abs(dx) > swipe && Math.abs(dx) > 2 * Math.abs(dy))
      onSwipe(dx < 0 ? 1 : -1)
  }
  frame.addEventListener('pointerup', lift, { signal })
  frame.addEventListener('pointercancel', (event) => pointers.delete(event.pointerId), { signal })
  document.addEventListener(
    'keydown',
    ({ code }) => {
      if (code === 'Space') isSpaceDown = true
    },
    { signal },
  )
  document.addEventListener(
    'keyup',
    ({ code }) => {
      if (code === 'Space') isSpaceDown = false
    },
    { signal },
  )
  return () => end.abort()
}
