import type { Store } from '../../../src/domain/ports/store.ts'

export interface OpenStore {
  readonly store: Store
  /** Moves the store's clock on. */
  readonly advance: (ms: number) => void
  readonly close: () => Promise<void>
}
