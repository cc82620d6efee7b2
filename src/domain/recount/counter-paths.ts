import { counters, countersId, type CountersDocument } from '../model/items/counters.ts'

/** Counters by path, as increments name them: `open`, `states.labeled`, `classes.c1`. */
export type CountsByPath = Readonly<Record<string, number>>

const below = (group: string, counts: Readonly<Record<string, number>>): CountsByPath =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${group}.${name}`, count]))

export const toPaths = (document: CountersDocument): CountsByPath => {
  const { id: _, kind: __, epoch: ___, states, classes, ...plain } = document
  return { ...below('states', states), ...plain, ...below('classes', classes) }
}

/** The counters document with exactly these counts. */
export const fromPaths = (counts: CountsByPath, epoch: number): CountersDocument => {
  const document: Record<string, number | Record<string, number>> = { states: {}, classes: {} }
  for (const [path, count] of Object.entries(counts)) {
    const [group = '', name] = path.split('.')
    const found = document[group]
    if (name === undefined) document[group] = count
    else document[group] = { ...(typeof found === 'object' ? found : {}), [name]: count }
  }
  return counters.parse({ document: { ...document, id: countersId, kind: 'counters', epoch }, etag: '' })
    .document
}
