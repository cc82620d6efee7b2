import type { Schemas } from '../../api/client.ts'

type LabelClass = Schemas['LabelClass']

/** What somebody did to the classes; a path is the names from the root. */
export type ClassChange =
  | { readonly kind: 'Added' | 'Removed' | 'Described'; readonly path: readonly string[] }
  | { readonly kind: 'Renamed' | 'Moved'; readonly from: readonly string[]; readonly path: readonly string[] }
  | { readonly kind: 'Ordered' }

interface Flat {
  readonly path: readonly string[]
  readonly above: Flat | undefined
  readonly own: LabelClass
}

const flatten = (classes: readonly LabelClass[], above?: Flat): readonly Flat[] =>
  classes.flatMap((own) => {
    const one = { path: [...(above?.path ?? []), own.name], above, own }
    return [one, ...flatten(own.classes ?? [], one)]
  })

const joined = ({ path }: Flat): string => path.join('/')
/** What labelers see of a class beside its name. */
const guidance = ({ own: { color, description, shortcut, examples } }: Flat): string =>
  JSON.stringify([color, description, shortcut, examples])

/** How one tree came from another. The service knows a class by its id, and one that is new in the request by its path. */
export const classChanges = (
  before: readonly LabelClass[],
  after: readonly LabelClass[],
): readonly ClassChange[] => {
  const [old, now] = [flatten(before), flatten(after)]
  const byId = new Map(old.flatMap((one) => (one.own.id === undefined ? [] : [[one.own.id, one] as const])))
  const byPath = new Map(old.map((one) => [joined(one), one]))
  const origins = new Map(
    now.flatMap((one) => {
      const origin = one.own.id === undefined ? byPath.get(joined(one)) : byId.get(one.own.id)
      return origin ? [[one, origin] as const] : []
    }),
  )
  const kept = new Set(origins.values())
  const changes = now.flatMap((one): readonly ClassChange[] => {
    const origin = origins.get(one)
    const { path } = one
    if (!origin) return [{ kind: 'Added', path }]
    const isMoved = (one.above && origins.get(one.above)) !== origin.above
    const isRenamed = one.own.name !== origin.own.name
    return [
      ...(isMoved || isRenamed
        ? [{ kind: isMoved ? ('Moved' as const) : ('Renamed' as const), from: origin.path, path }]
        : []),
      ...(guidance(one) === guidance(origin) ? [] : [{ kind: 'Described' as const, path }]),
    ]
  })
  const removed = old.filter((one) => !kept.has(one)).map(({ path }) => ({ kind: 'Removed' as const, path }))
  const order = now.flatMap((one) => origins.get(one) ?? [])
  const formerOrder = old.filter((one) => kept.has(one))
  const isOrdered =
    changes.every(({ kind }) => kind !== 'Moved') && order.some((one, index) => one !== formerOrder[index])
  return [...changes, ...removed, ...(isOrdered ? [{ kind: 'Ordered' as const }] : [])]
}
