import { keepInside, moveBy, wholePicture, zoomAt, type Viewport } from './viewport.ts'

/** The viewport of each project stays from picture to picture for as long as the tab lives. */
const kept = new Map<string, Viewport>()

/** Moves a picture without rendering: the style of its element is all that changes. */
export const createViewportStore = (project: string) => {
  let view = kept.get(project) ?? wholePicture
  let target: HTMLElement | undefined
  const show = (next: Viewport): void => {
    const { clientWidth = 0, clientHeight = 0 } = target?.parentElement ?? {}
    view = keepInside(next, clientWidth, clientHeight)
    kept.set(project, view)
    if (!target) return
    target.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`
    target.dataset['scale'] = view.scale.toFixed(2)
    target.style.imageRendering = view.scale >= 8 ? 'pixelated' : ''
  }
  return {
    attach: (element: HTMLElement | undefined): void => {
      target = element
      show(view)
    },
    view: () => view,
    zoom: (factor: number, px = 0, py = 0): void => show(zoomAt(view, factor, px, py)),
    move: (dx: number, dy: number): void => show(moveBy(view, dx, dy)),
    fit: (): void => show(wholePicture),
  }
}

export type ViewportStore = ReturnType<typeof createViewportStore>
