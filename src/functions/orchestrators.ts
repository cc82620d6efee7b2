import type { WorkKind } from '../domain/ports/orchestration-names.ts'
import { bulkOrchestrator } from './bulk/bulk-orchestrator.ts'
import { deleteExportOrchestrator } from './exports/delete-export-orchestrator.ts'
import { exportOrchestrator } from './exports/export-orchestrator.ts'
import type { Orchestrator } from './orchestrations/orchestrate.ts'
import { deleteOrchestrator } from './projects/delete-orchestrator.ts'
import { recountOrchestrator } from './recount/recount-orchestrator.ts'
import { importOrchestrator } from './refresh/import-orchestrator.ts'
import { refreshOrchestrator } from './refresh/refresh-orchestrator.ts'

/** The orchestrators of all kinds of long-running work. */
export const orchestrators: Readonly<Record<WorkKind, Orchestrator>> = {
  import: importOrchestrator,
  refresh: refreshOrchestrator,
  export: exportOrchestrator,
  deleteExport: deleteExportOrchestrator,
  delete: deleteOrchestrator,
  recount: recountOrchestrator,
  removeItems: bulkOrchestrator,
  reviewItems: bulkOrchestrator,
}
