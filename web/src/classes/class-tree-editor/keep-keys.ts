import { pathsOf, type ClassRow, type Rows } from './class-rows.ts'

const textOf = (row: ClassRow): string =>
  JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)))

/**
 * Rows with the keys that their classes had before: by id, else by path, as for a class that has got its id since.
 * A row that is as it was stays the same object, so that a thousand of them are not drawn again for the few that are not.
 */
export const keepKeys = (rows: Rows, before: Rows): Rows => {
  const known = new Map<string, string>()
  const pathsBefore = pathsOf(before)
  for (const [index, { id, key }] of before.entries()) {
    if (id !== undefined) known.set(id, key)
    // Ids have no slash, so a path is never mistaken for one.
    known.set(`/${pathsBefore[index] ?? ''}`, key)
  }
  const paths = pathsOf(rows)
  const taken = new Set<string>()
  const keys = new Map<ClassRow, string>()
  const take = (row: ClassRow, name: string | undefined): void => {
    const key = name === undefined || keys.has(row) ? undefined : known.get(name)
    if (key === undefined || taken.has(key)) return
    taken.add(key)
    keys.set(row, key)
  }
  for (const row of rows) take(row, row.id)
  for (const [index, row] of rows.entries()) take(row, `/${paths[index] ?? ''}`)
  const rowBefore = new Map(before.map((row) => [row.key, row]))
  return rows.map((row) => {
    const next = { ...row, key: keys.get(row) ?? row.key }
    const last = rowBefore.get(next.key)
    return last && textOf(last) === textOf(next) ? last : next
  })
}
