import type { z } from 'zod'
import type {
  ContainerName,
  FieldType,
  QueryListPage,
  Store,
  Stored,
  StoredDocument,
} from '../../ports/store.ts'
import type { StoredListPage } from './list-page.ts'

/**
 * What a document belongs to. `Workspace`: the deployment. `Project`: one project, in the partition `project:<uid>`.
 * `Segment`: one segment of a project, in the partition `<uid>:<segment>`. Documents of the last two are deleted with
 * their project.
 */
export type DocumentScope = 'Workspace' | 'Project' | 'Segment'

const containerOf: Readonly<Record<DocumentScope, ContainerName>> = {
  Workspace: 'workspace',
  Project: 'workspace',
  Segment: 'items',
}

export interface DocumentDefinition<S extends z.ZodType<StoredDocument>> {
  readonly scope: DocumentScope
  readonly kind: z.output<S>['kind']
  readonly schema: S
  /** Its partition, where the scope does not say it. */
  readonly partition?: string
  /** How its ids look, for the documentation. */
  readonly id: string
  /** Its content in some words, for the documentation. */
  readonly about: string
  /** Fields that queries filter or order by; `id` and `kind` always can be. */
  readonly fields?: Readonly<Record<string, FieldType>>
  /** One index for each order that a query asks for, with the fields it is narrowed by (all with `eq`) first. */
  readonly indexes?: readonly (readonly string[])[]
  /** Engines refuse to replace or delete it, and it outlives its project. */
  readonly appendOnly?: true
}

/**
 * A kind of document: its place, and how it is read. A document that comes out of the store is parsed, so that one
 * written by an earlier version is upgraded in one place (its schema) or fails loudly.
 */
export interface DocumentKind<T extends StoredDocument> extends Omit<
  DocumentDefinition<z.ZodType<StoredDocument>>,
  'schema' | 'kind'
> {
  readonly container: ContainerName
  readonly kind: T['kind']
  parse(stored: Stored): Stored<T>
  read(store: Store, partition: string, id: string): Promise<Stored<T> | undefined>
  readMany(store: Store, partition: string, ids: readonly string[]): Promise<readonly Stored<T>[]>
  parseListPage(page: QueryListPage): StoredListPage<T>
}

export const defineDocument = <S extends z.ZodType<StoredDocument>>({
  schema,
  ...definition
}: DocumentDefinition<S>): DocumentKind<z.output<S>> => {
  const container = containerOf[definition.scope]
  const parse = (stored: Stored): Stored<z.output<S>> => ({
    document: schema.parse(stored.document),
    etag: stored.etag,
  })
  return {
    ...definition,
    container,
    parse,
    read: async (store, partition, id) => {
      const stored = await store.read(container, partition, id)
      return stored && parse(stored)
    },
    readMany: async (store, partition, ids) => (await store.readMany(container, partition, ids)).map(parse),
    parseListPage: ({ documents, continuation }) => ({
      documents: documents.map(parse),
      ...(continuation === undefined ? {} : { continuation }),
    }),
  }
}
