import { expect, it } from '@jest/globals'
import { orchestrationNames } from '../../../src/domain/ports/orchestration-names.ts'
import { orchestrators } from '../../../src/functions/orchestrators.ts'

const bulkSteps = [
  'beginRemovalStep',
  'countMatchingStep',
  'changeMatchingStep',
  'finishRemovalStep',
  'closeWorkStep',
]

it('registers functions under the names that instances in flight call', () => {
  expect(orchestrationNames).toEqual({
    import: 'importProject_v4',
    refresh: 'refreshProject_v4',
    export: 'exportProject_v4',
    deleteExport: 'deleteExport_v4',
    delete: 'deleteProject_v4',
    recount: 'recountProject_v4',
    removeItems: 'removeItems_v4',
    reviewItems: 'reviewItems_v4',
  })
  const names = Object.entries(orchestrators).map(
    ([work, { steps }]) => [work, steps.map(({ name }) => name)] as const,
  )
  expect(Object.fromEntries(names)).toEqual({
    import: ['importFilesStep', 'finishImportStep', 'closeWorkStep'],
    refresh: [
      'beginPassStep',
      'refreshFilesStep',
      'settlePassStep',
      'readPendingStep',
      'finishRefreshStep',
      'closeWorkStep',
    ],
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
    removeItems: bulkSteps,
    reviewItems: bulkSteps,
  })
})
