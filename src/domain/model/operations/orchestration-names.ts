import type { OperationDocument } from './operation.ts'

/**
 * Raised whenever an orchestrator's steps change, so that instances in flight during an upgrade are never replayed by
 * code that differs from what began them.
 */
const version = 'v1'

/** The orchestrator that does each kind of work. */
export const orchestrationNames: Readonly<Record<OperationDocument['work'], string>> = {
  import: `importProject_${version}`,
  refresh: `refreshProject_${version}`,
  export: `exportProject_${version}`,
  delete: `deleteProject_${version}`,
}

/** What each of them is given first. */
export const orchestrationInput = (operation: OperationDocument): { readonly operation: string } => ({
  operation: operation.id,
})
