import type { IndexingPolicy, PartitionKeyDefinition } from '@azure/cosmos'
import { containers } from '../../domain/model/kinds.ts'
import type { FieldType } from '../../domain/ports/store.ts'
import type { ContainerName } from '../../domain/ports/store.ts'

export interface ContainerSettings {
  readonly id: ContainerName
  readonly partitionKey: PartitionKeyDefinition
  readonly indexingPolicy: IndexingPolicy
  /** Enabled without a default: only documents with their own `ttl` expire. */
  readonly defaultTtl: -1
}

/** The field with the partition key. */
export const partitionField = 'pk'

const indexedPath = (field: string, type: FieldType): string =>
  type === 'stringArray' ? `/${field}/[]/?` : `/${field}/?`

/** The settings of a container: every query uses an index, and writes maintain no other indexes. */
export const containerSettings = (container: ContainerName): ContainerSettings => {
  const { fields, indexes } = containers[container]
  const paths = Object.entries(fields).map(([field, type]) => indexedPath(field, type))
  return {
    id: container,
    partitionKey: { paths: [`/${partitionField}`], version: 2 },
    indexingPolicy: {
      indexingMode: 'consistent',
      automatic: true,
      // With the root path excluded, the partition key must be included explicitly.
      includedPaths: [`/${partitionField}/?`, '/kind/?', ...paths].map((path) => ({ path })),
      excludedPaths: [{ path: '/*' }, { path: '/"_etag"/?' }],
      // The field of the order, which a query may also filter by a range, has to be the last one. One field needs no composite.
      compositeIndexes: indexes
        .filter((index) => index.length > 1)
        .map((index) => index.map((field) => ({ path: `/${field}`, order: 'ascending' as const }))),
    },
    defaultTtl: -1,
  }
}
