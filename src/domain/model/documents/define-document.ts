import type { z } from 'zod'
import type { ContainerName, QueryPage, Store, Stored, StoredDocument } from '../../ports/store.ts'

/**
 * A kind of document: where it lives and how it is read. What comes out of the store is parsed, so that a document
 * written by an older version is brought up to date in one place (defaults in its schema) or fails loudly.
 */
export interface DocumentKind<T extends StoredDocument> {
  readonly container: ContainerName
  readonly kind: T['kind']
  parse(stored: Stored): Stored<T>
  read(store: Store, partition: string, id: string): Promise<Stored<T> | undefined>
  readMany(store: Store, partition: string, ids: readonly string[]): Promise<readonly Stored<T>[]>
  parsePage(page: QueryPage): { documents: readonly Stored<T>[]; continuation?: string | undefined }
}

export const defineDocument = <S extends z.ZodType<StoredDocument>>(
  container: ContainerName,
  kind: z.output<S>['kind'],
  schema: S,
): DocumentKind<z.output<S>> => {
  const parse = (stored: Stored): Stored<z.output<S>> => ({
    document: schema.parse(stored.document),
    etag: stored.etag,
  })
  return {
    container,
    kind,
    parse,
    read: async (store, partition, id) => {
      const stored = await store.read(container, partition, id)
      return stored && parse(stored)
    },
    readMany: async (store, partition, ids) => (await store.readMany(container, partition, ids)).map(parse),
    parsePage: ({ documents, continuation }) => ({
      documents: documents.map(parse),
      ...(continuation === undefined ? {} : { continuation }),
    }),
  }
}
