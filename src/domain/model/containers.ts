import type { ContainerName } from '../ports/store.ts'

export type FieldType = 'string' | 'number' | 'boolean' | 'stringArray'

export interface ContainerDefinition {
  /**
   * Fields that queries may filter or order by. `id` and `kind` always may. A document in which the field has another
   * type counts as one without it.
   */
  readonly fields: Readonly<Record<string, FieldType>>
  /** One index for each order that a query asks for, with the fields it is narrowed by (all with `eq`) first. */
  readonly indexes: readonly (readonly string[])[]
}

/**
 * The containers and what is indexed in them. Each engine builds its indexes from this; a query outside it is refused,
 * so a query that would scan shows itself in the first test that runs it.
 */
export const containers: Readonly<Record<ContainerName, ContainerDefinition>> = {
  workspace: {
    fields: { open: 'boolean', startedAt: 'number', version: 'number' },
    indexes: [
      ['kind', 'id'],
      ['kind', 'open', 'startedAt'],
      ['kind', 'startedAt'],
      ['kind', 'version'],
    ],
  },
  items: {
    fields: {
      path: 'string',
      state: 'string',
      labeledBy: 'string',
      classes: 'stringArray',
      queue: 'number',
      leaseUntil: 'number',
      headerPending: 'boolean',
      changedAt: 'number',
    },
    indexes: [
      ['kind', 'id'],
      ['kind', 'state', 'id'],
      ['kind', 'path'],
      ['queue'],
      ['kind', 'leaseUntil'],
      ['headerPending', 'id'],
    ],
  },
}
