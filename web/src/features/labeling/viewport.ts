/** How a picture is shown: `scale` 1 is the whole picture, `x` and `y` move its centre, in pixels of the screen. */
export interface Viewport {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export const wholePicture: Viewport = { scale: 1, x: 0, y: 0 }
const largest = 64

/** Zooms, and the point under the pointer stays where it is. Points count from the centre of the window. */
export const zoomAt = (view: Viewport, factor: number, px: number, py: number): Viewport => {
  const scale = Math.min(largest, Math.max(1, view.scale * factor))
  if (scale === 1) return wholePicture
  const ratio = scale / view.scale
  return { scale, x: px - (px - view.x) * ratio, y: py - (py - view.y) * ratio }
}

export const moveBy = (view: Viewport, dx: number, dy: number): Viewport =>
  view.scale === 1 ? view : { ...view, x: view.x + dx, y: view.y + dy }

/** Keeps a part of the picture in the window, whose size is given. */
export const keepInside = (view: Viewport, width: number, height: number): Viewport => {
  const mostX = (width * view.scale) / 2
  const mostY = (height * view.scale) / 2
  return {
    scale: view.scale,
    x: Math.min(mostX, Math.max(-mostX, view.x)),
    y: Math.min(mostY, Math.max(-mostY, view.y)),
  }
}
