import { makeZip } from 'client-zip'
import type { CreateZip } from '../../domain/ports/archives.ts'

/** Stored, not compressed, with names in UTF-8. */
export const createZip: CreateZip = async function* (entries, modifiedAt) {
  const lastModified = new Date(modifiedAt)
  const files = async function* () {
    for await (const { path, content } of entries) yield { name: path, input: content, lastModified }
  }
  yield* makeZip(files())
}
