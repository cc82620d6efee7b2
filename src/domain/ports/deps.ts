import type { BlobSources, ExportFiles } from '../ports/blobs.ts'
import type { RenditionFiles } from './renditions.ts'
import type { SecretStore } from '../ports/secrets.ts'
import type { Store } from '../ports/store.ts'
import type { Now } from '../core/time.ts'

/**
 * The dependencies of operations. Each operation names those that it needs: `Pick<Deps, 'store' | 'now'>`.
 */
export interface Deps {
  readonly store: Store
  readonly blobs: BlobSources
  readonly files: ExportFiles
  readonly renditionFiles: RenditionFiles
  readonly secrets: SecretStore
  readonly now: Now
  /** Returns a new unique id of 24 characters `[a-z0-9]`. */
  readonly newId: () => string
}
