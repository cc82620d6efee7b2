import type { Deps } from '../../domain/ports/deps.ts'
import { cancelExport } from '../../domain/exports/cancel-export.ts'
import { getExport } from '../../domain/exports/get-export.ts'
import { listExports } from '../../domain/exports/list-exports.ts'
import { exportFileUrl, openExportFile } from '../../domain/exports/get-export-file.ts'
import { startExport } from '../../domain/exports/start-export.ts'
import type { Route } from '../http/route.ts'
import { cancelExportRoute } from './cancel-export.ts'
import type { FileUrl } from './export-schemas.ts'
import { getExportFileRoute } from './get-export-file.ts'
import { getExportRoute } from './get-export.ts'
import { listExportsRoute } from './list-exports.ts'
import { startExportRoute } from './start-export.ts'

export const exportRoutes = (deps: Pick<Deps, 'store' | 'files' | 'now' | 'newId'>): readonly Route[] => {
  const fileUrl: FileUrl = (record, file) => exportFileUrl(deps, record, file)
  return [
    startExportRoute(startExport(deps), fileUrl),
    listExportsRoute(listExports(deps), fileUrl),
    getExportRoute(getExport(deps), fileUrl),
    cancelExportRoute(cancelExport(deps), fileUrl),
    getExportFileRoute(openExportFile(deps)),
  ]
}
