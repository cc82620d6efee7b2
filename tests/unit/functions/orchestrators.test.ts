import { expect, it } from '@jest/globals'
import { orchestrationNames } from '../../../src/domain/ports/orchestration-names.ts'
import { orchestrators } from '../../../src/functions/orchestrators.ts'

const headerSteps = ['claimHeadersStep', 'readHeadersStep']

it('registers functions under the names that instances in flight call', () => {
  expect(orchestrationNames).toEqual({
    import: 'importProject_v1',
    refresh: 'refreshProject_v1',
    export: 'exportProject_v1',
    deleteExport: 'deleteExport_v1',
    delete: 'deleteProject_v1',
    recount: 'recountProject_v1',
  })
  const names = Object.entries(orchestrators).map(
    ([work, { steps }]) => [work, steps.map(({ name }) => name)] as const,
  )
  expect(Object.fromEntries(names)).toEqual({
    import: ['importFilesStep', 'finishImportStep', ...headerSteps, 'closeWorkStep'],
    refresh: ['beginPassStep', 'refreshFilesStep', 'finishRefreshStep', ...headerSteps, 'closeWorkStep'],
    export: ['beginExportStep', 'exportPartStep', 'finishExportStep', 'closeWorkStep'],
    deleteExport: [
      'beginExportDeletionStep',
      'deleteFilesOfExportStep',
      'finishExportDeletionStep',
      'closeWorkStep',
    ],
    delete: [
      'beginDeletionStep',
      'deleteSegmentStep',
      'deleteScopeStep',
      'deleteExportFilesStep',
      'finishDeletionStep',
      'closeWorkStep',
    ],
    recount: ['beginRecountStep', 'recountSegmentStep', 'finishRecountStep', 'closeWorkStep'],
  })
})
