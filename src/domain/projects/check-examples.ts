import { DomainError } from '../core/errors.ts'
import type { ItemId } from '../core/ids.ts'
import { items } from '../model/items/item.ts'
import { segmentOf, segmentPartition } from '../model/items/segment.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'

/** Reads of one call of the store. */
const itemsPerRead = 100

const examplesIn = ({ classes }: Pick<ProjectDocument, 'classes'>): ReadonlySet<ItemId> =>
  new Set(classes.flatMap(({ examples = [] }) => examples))

const unknownExample = (item: ItemId, advice: string): DomainError =>
  new DomainError('InvalidRequest', `The example '${item}' is no item of the project; ${advice}`, {
    target: 'labelClasses',
  })

/** A new project has no items yet. @throws DomainError `InvalidRequest` */
export const refuseExamples = (settings: Pick<ProjectDocument, 'classes'>): void => {
  const [item] = examplesIn(settings)
  if (item !== undefined)
    throw unknownExample(item, 'create the project without examples, and add them once it is Running')
}

/**
 * Checks the examples of classes that a change adds. Examples that the project has stay, also if their item is removed.
 * @throws DomainError `InvalidRequest` for one that is no item of the project
 */
export const checkExamples = async (
  store: Store,
  before: ProjectDocument,
  changed: ProjectDocument,
): Promise<void> => {
  const known = examplesIn(before)
  const added = [...examplesIn(changed)].filter((item) => !known.has(item))
  const bySegment = Map.groupBy(added, (item) => segmentOf(item, before.segments))
  for (const [segment, ids] of bySegment) {
    const partition = segmentPartition(before.uid, segment)
    for (let from = 0; from < ids.length; from += itemsPerRead) {
      const wanted = ids.slice(from, from + itemsPerRead)
      const found = new Set<string>(
        (await items.readMany(store, partition, wanted)).map(({ document }) => document.id),
      )
      const missing = wanted.find((item) => !found.has(item))
      if (missing !== undefined)
        throw unknownExample(missing, 'take ids from GET …/items, or leave it out of the examples')
    }
  }
}
