/** The scale that shows the whole picture. */
export const fit = 'fit'
export type Zoom = typeof fit | number

const steps = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 16, 32]

/** The next larger or smaller step; `shown` is the scale of the whole picture at the moment. */
export const zoomed = (zoom: Zoom, by: 1 | -1, shown: number): Zoom => {
  const now = zoom === fit ? shown : zoom
  if (by === 1) return steps.find((step) => step > now * 1.01) ?? now
  return steps.findLast((step) => step < now / 1.01) ?? now
}
