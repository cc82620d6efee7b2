import { datasetPartition } from '../../src/domain/model/datasets/dataset.ts'
import { datastorePartition } from '../../src/domain/model/datastores/datastore.ts'
import { segmentPartition } from '../../src/domain/model/items/segment.ts'
import { kinds } from '../../src/domain/model/kinds.ts'
import { operationPartition } from '../../src/domain/model/operations/operation.ts'
import { peoplePartition } from '../../src/domain/model/people/person.ts'
import { projectPartition, projectScope } from '../../src/domain/model/projects/project.ts'
import type { ContainerName, Store, Stored } from '../../src/domain/ports/store.ts'

const queryAll = async (store: Store, container: ContainerName, partition: string, kind: string) => {
  const found: Stored[] = []
  let continuation: string | undefined
  do {
    const page = await store.query(container, partition, {
      where: [{ field: 'kind', op: 'eq', value: kind }],
      orderBy: 'id',
      limit: 1000,
      continuation,
    })
    found.push(...page.documents)
    continuation = page.continuation
  } while (continuation !== undefined)
  return found
}

export interface Dumped extends Stored {
  readonly partition: string
}

/**
 * Every document of the workspace and of projects with one segment, with its etag. Records of requests with a key are not in it.
 * @param uids Of projects
 */
export const dumpStore = async (store: Store, uids: readonly string[]): Promise<readonly Dumped[]> => {
  const places: readonly (readonly [ContainerName, string])[] = [
    ...[datastorePartition, datasetPartition, projectPartition, operationPartition, peoplePartition].map(
      (partition) => ['workspace', partition] as const,
    ),
    ...uids.flatMap(
      (uid) =>
        [
          ['workspace', projectScope(uid)],
          ['items', segmentPartition(uid, 0)],
        ] as const,
    ),
  ]
  const names = [...new Set<string>(kinds.map(({ kind }) => kind))]
  const found = await Promise.all(
    places.flatMap(([container, partition]) =>
      names.map(async (kind) =>
        (await queryAll(store, container, partition, kind)).map((stored) => ({ ...stored, partition })),
      ),
    ),
  )
  return found.flat()
}

/** The actions of the audit, each with its target and its caller. */
export const auditedIn = (dump: readonly Dumped[]): readonly string[] =>
  dump
    .filter(({ document }) => document.kind === 'audit')
    .map(({ document }) => JSON.stringify([document['action'], document['target'], document['by']]))
    .toSorted()
