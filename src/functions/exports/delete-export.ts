import type { DeleteExport } from '../../domain/exports/delete-export.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { startedReply, startedResponses } from '../operations/started-operation.ts'
import { exportParams } from './export-schemas.ts'

export const deleteExportRoute = (deleteExport: DeleteExport) =>
  defineRoute(
    {
      operation: 'deleteExport',
      method: 'DELETE',
      path: '/projects/{project}/exports/{exportId}',
      summary: 'Deletes an export with its files',
      description:
        'Deletes the files of the export and the version of the labeled dataset that it registered. The dataset then names its newest remaining version; it is deleted with its last version. A running export must be canceled first. A repeated request returns the running deletion; after it the response is 204, and the export is 404, also as `since` of another export. An export of a project can also have an age limit: `exportRetention`.',
      tag: 'Exports',
      access: permissions.deleteExport,
      params: exportParams,
      startsWork: true,
      responses: {
        ...startedResponses('The running deletion'),
        204: { description: 'There is no such export any more' },
      },
      errors: ['ProjectNotFound', 'ProjectBusy'],
    },
    {
      run: ({ caller, params, workflows }) =>
        deleteExport(caller, workflows, params.project, params.exportId),
      present: (operation, { url }) => (operation ? startedReply(operation, url) : { status: 204 }),
    },
  )
