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
 * The owner of a document. `Workspace`: the deployment. `Project`: one project, in the partition `project:<uid>`.
 * `Segment`: one segment of a project, in the partition `<uid>:<segment>`. Documents of projects and segments are deleted
 * with their project.
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
  /** The partition, where it does not follow from the scope. */
  readonly partition?: string
  /** The form of its ids, for the documentation. */
  readonly id: string
  /** A short description of the content, for the documentation. */
  readonly about: string
  /** The fields that queries filter or order by, besides `id` and `kind`. */
  readonly fields?: Readonly<Record<string, FieldType>>
  /** One index for each order of a query: first the fields with an `eq` clause, then the field of the order. */
  readonly indexes?: readonly (readonly string[])[]
  /** The document outlives its project. Its id starts with `appendOnlyPrefix`, so engines refuse to replace or delete it. */
  readonly appendOnly?: true
}

/**
 * A kind of document, with functions that read and parse it. Every document from the store is parsed: the schema upgrades
 * documents of earlier versions and throws on invalid ones.
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
  parseListPage(list: QueryListPage): StoredListPage<T>
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
