import type { IndexingPolicy, PartitionKeyDefinition } from '@azure/cosmos'
import { containers } from '../../domain/model/kinds.ts'
import type { FieldType } from '../../domain/ports/store.ts'
import type { ContainerName } from '../../domain/ports/store.ts'

export interface ContainerSettings {
  readonly id: ContainerName
  readonly partitionKey: PartitionKeyDefinition
  readonly indexingPolicy: IndexingPolicy
  /** On, but nothing expires by itself: a document says so with its own `ttl`. */
  readonly defaultTtl: -1
}

/** The field that the engine puts the partition into. */
export const partitionField = 'pk'

const indexedPath = (field: string, type: FieldType): string =>
  type === 'stringArray' ? `/${field}/[]/?` : `/${field}/?`

/** An index as the fields of its order; equal ones come by id. */
export const orderOf = (index: readonly string[]): readonly string[] =>
  index.includes('id') ? index : [...index, 'id']

/** What a container of the database has to be, so that each query is answered from an index and writes pay for no other. */
export const containerSettings = (container: ContainerName): ContainerSettings => {
  const { fields, indexes } = containers[container]
  const paths = Object.entries(fields).map(([field, type]) => indexedPath(field, type))
  return {
    id: container,
    partitionKey: { paths: [`/${partitionField}`], version: 2 },
    indexingPolicy: {
      indexingMode: 'consistent',
      automatic: true,
      // With the root excluded, the partition key has to be named like any other path.
      includedPaths: [`/${partitionField}/?`, '/kind/?', ...paths].map((path) => ({ path })),
      excludedPaths: [{ path: '/*' }, { path: '/"_etag"/?' }],
      compositeIndexes: indexes.map((index) =>
        orderOf(index).map((field) => ({ path: `/${field}`, order: 'ascending' as const })),
      ),
    },
    defaultTtl: -1,
  }
}
