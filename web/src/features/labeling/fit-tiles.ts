/** The room for the tiles, in pixels of the screen's style. */
export interface Room {
  readonly width: number
  readonly height: number
}

const columnsOfFull: Readonly<Record<number, number>> = { 1: 1, 4: 2, 6: 3, 9: 3, 25: 5, 50: 10 }
const columnsIfTall: Readonly<Record<number, number>> = { 6: 2, 50: 5 }

/** The columns with which tiles are the largest squares; of equals the fewest. */
const columnsOfFew = (count: number, { width, height }: Room): number => {
  const side = (columns: number): number => Math.min(width / columns, height / Math.ceil(count / columns))
  const all = Array.from({ length: Math.max(1, count) }, (_, index) => index + 1)
  return all.reduce((best, columns) => (side(columns) > side(best) ? columns : best), 1)
}

/** How many tiles stand side by side. A full grid has the same columns on each page; the rest of a project fills the window. */
export const columnsOf = (layout: number, count: number, room: Room): number => {
  if (count < layout) return columnsOfFew(count, room)
  const tall = room.width < room.height ? columnsIfTall[layout] : undefined
  return tall ?? columnsOfFull[layout] ?? columnsOfFew(count, room)
}

/** The room of one tile, without its border and gap. */
export const tileOf = (layout: number, count: number, room: Room): Room => {
  const columns = columnsOf(layout, count, room)
  const rows = Math.ceil(Math.min(layout, Math.max(1, count)) / columns)
  return { width: room.width / columns, height: room.height / rows }
}
