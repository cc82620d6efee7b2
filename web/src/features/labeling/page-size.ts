/** One large picture at a time still takes a page of several: their pictures load ahead. */
const fewest = 9

export const pageSize = (layout: number): number => (layout < 4 ? fewest : layout)
