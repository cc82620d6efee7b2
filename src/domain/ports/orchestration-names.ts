/** The kinds of long work. Each has an orchestrator; operations, closers and the registration are tables over these. */
export const workKinds = ['import', 'refresh', 'export', 'delete', 'recount'] as const
export type WorkKind = (typeof workKinds)[number]

/**
 * Raised whenever an orchestrator's steps change, so that instances in flight during an upgrade are never replayed by
 * code that differs from the code that began them.
 */
const version = 'v1'

/** The orchestrator of each kind of work. */
export const orchestrationNames: Readonly<Record<WorkKind, string>> = {
  import: `importProject_${version}`,
  refresh: `refreshProject_${version}`,
  export: `exportProject_${version}`,
  delete: `deleteProject_${version}`,
  recount: `recountProject_${version}`,
}
