/** Turns and reflections of a picture, one after the other, as one EXIF orientation. */
export interface Turn {
  /** Quarter turns, clockwise. */
  rotate(quarters: number): void
  mirror(exchanged: 'LeftRight' | 'TopBottom'): void
  /** EXIF, 1 to 8. */
  orientation(): number
}

/** By quarter turns clockwise: as it is, and after left and right are exchanged. */
const plain = [1, 6, 3, 8] as const
const mirrored = [2, 7, 4, 5] as const

export const createTurn = (): Turn => {
  let quarters = 0
  let isMirrored = false
  return {
    rotate: (more) => {
      quarters += more
    },
    mirror: (exchanged) => {
      isMirrored = !isMirrored
      quarters = (exchanged === 'TopBottom' ? 2 : 0) - quarters
    },
    orientation: () => (isMirrored ? mirrored : plain)[((quarters % 4) + 4) % 4] ?? 1,
  }
}
