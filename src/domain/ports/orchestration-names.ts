/**
 * The kinds of long work. Each has an orchestrator; tables over the kinds hold its operation, closer and registration.
 */
export const workKinds = [
  'import',
  'refresh',
  'export',
  'deleteExport',
  'delete',
  'recount',
  'removeItems',
  'reviewItems',
] as const
export type WorkKind = (typeof workKinds)[number]

/**
 * Raise the version when the steps of an orchestrator change: an instance that runs during an upgrade must not be
 * replayed by code that differs from the code that started it.
 */
const version = 'v4'

/** The registered name of the orchestrator of each kind of work. */
export const orchestrationNames: Readonly<Record<WorkKind, string>> = {
  import: `importProject_${version}`,
  refresh: `refreshProject_${version}`,
  export: `exportProject_${version}`,
  deleteExport: `deleteExport_${version}`,
  delete: `deleteProject_${version}`,
  recount: `recountProject_${version}`,
  removeItems: `removeItems_${version}`,
  reviewItems: `reviewItems_${version}`,
}
