import { describe, expect, it } from '@jest/globals'
import { exportId, operationId } from '../../../../src/domain/core/ids.ts'
import type { OperationDocument } from '../../../../src/domain/model/operations/operation.ts'
import { operationBody, toOperation } from '../../../../src/functions/operations/operation-schemas.ts'
import { makeProject } from '../../../support/make-documents.ts'

const { id: project, uid: projectUid } = makeProject()
const common = {
  id: operationId.parse('op-1'),
  kind: 'operation' as const,
  status: 'Running' as const,
  project,
  projectUid,
  startedAt: 0,
  startedBy: 'ann',
  done: 0,
}
const exported = exportId.parse('e1')
const removal = { work: 'removeItems' as const, criteria: {}, expectedCount: 3 }

describe('an operation', () => {
  it.each<[string, OperationDocument, object]>([
    [
      'an export leads to its files',
      { ...common, work: 'export', export: exported },
      { work: 'export', export: 'e1', startedBy: 'ann' },
    ],
    [
      'the deletion of an old export names the export',
      { ...common, work: 'deleteExport', export: exported, startedBy: 'retention' },
      { work: 'deleteExport', export: 'e1', startedBy: 'retention' },
    ],
    ['a removal', { ...common, ...removal, action: 'Remove' }, { work: 'removeItems', action: 'Remove' }],
    [
      'what undoes a removal differs from it',
      { ...common, ...removal, action: 'Restore' },
      { work: 'removeItems', action: 'Restore' },
    ],
    [
      'a scheduled refresh was started by the timer',
      { ...common, work: 'refresh', full: false, startedBy: 'refresh' },
      { work: 'refresh', startedBy: 'refresh' },
    ],
  ])('%s', (_, operation, shown) => {
    const body = toOperation(operation)
    expect(body).toMatchObject(shown)
    const others = ['export', 'action'].filter((name) => !(name in shown))
    for (const name of others) expect(body[name as keyof typeof body]).toBeUndefined()
    expect(() => operationBody.parse(body)).not.toThrow()
  })
})
