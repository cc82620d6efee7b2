import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { operationId, projectName, projectUid, userId } from '../../../src/domain/core/ids.ts'
import { DomainError } from '../../../src/domain/core/errors.ts'
import { memberDocumentId } from '../../../src/domain/model/members/member.ts'
import { endOperation } from '../../../src/domain/model/operations/end-operation.ts'
import { getOperation } from '../../../src/domain/operations/get-operation.ts'
import {
  operationPartition,
  operationRetention,
  operations,
} from '../../../src/domain/model/operations/operation.ts'
import { progressOperation } from '../../../src/domain/model/operations/progress-operation.ts'
import { resumeOperations } from '../../../src/domain/operations/resume-operations.ts'
import { startOperation, type OperationIntent } from '../../../src/domain/model/operations/start-operation.ts'
import { projectPartition, projectScope } from '../../../src/domain/model/projects/project.ts'
import { makeProject } from '../../support/labeling-world.ts'
import { createMemoryStore } from '../../support/memory-store.ts'
import { createRecordingWorkflows } from '../../support/run-workflow.ts'
import { checkProperty } from '../../support/property.ts'

const intent: OperationIntent = {
  id: operationId.parse('op1'),
  work: 'import',
  project: projectName.parse('cats'),
  projectUid: projectUid.parse('u1'),
  startedBy: 'ann',
}

const setUp = () => {
  const clock = { now: 1000 }
  const deps = {
    store: createMemoryStore(() => clock.now),
    now: () => clock.now,
    resumeAfter: 30_000,
    stuckAfter: 3_600_000,
  }
  const read = async (id = 'op1') => (await operations.read(deps.store, operationPartition, id))?.document
  return { clock, deps, workflows: createRecordingWorkflows(), read }
}

describe('operations', () => {
  it('stand before they are started, and once', async () => {
    const { deps, workflows, read, clock } = setUp()
    const [one, two] = await Promise.all([
      startOperation(deps, workflows, intent),
      startOperation(deps, workflows, intent),
    ])
    expect(one).toEqual(two)
    clock.now += 5
    expect(await startOperation(deps, workflows, intent)).toEqual(one)
    expect(workflows.started).toHaveLength(1)
    expect(await read()).toEqual({
      ...intent,
      kind: 'operation',
      status: 'NotStarted',
      startedAt: 1000,
      done: 0,
      open: true,
      site: 'local',
    })
  })

  it('stand also when they cannot be started now, and are started later', async () => {
    const { deps, workflows, clock, read } = setUp()
    const down = {
      ...workflows,
      start: () => Promise.reject(new DomainError('ServiceUnavailable', 'Not now')),
    }
    await startOperation(deps, down, intent)
    expect(await read()).toMatchObject({ status: 'NotStarted' })
    clock.now += 31_000
    expect(await resumeOperations(deps, down)).toMatchObject({ open: 1, failed: 1 })
    expect(await resumeOperations(deps, workflows)).toMatchObject({ open: 1, failed: 0 })
    expect(workflows.started.map(({ id }) => id)).toEqual(['op1'])
    await endOperation(deps, 'op1', { status: 'Succeeded' })
    expect(await resumeOperations(deps, workflows)).toMatchObject({ open: 0, failed: 0 })
  })

  it('only ever go forward', async () => {
    await checkProperty(
      'operation-progress',
      fc.asyncProperty(fc.array(fc.nat(20), { minLength: 1, maxLength: 10 }), async (reports) => {
        const { deps, workflows, read } = setUp()
        await startOperation(deps, workflows, { ...intent, total: 20 })
        await Promise.all(reports.map((done) => progressOperation(deps, 'op1', { done })))
        expect(await read()).toMatchObject({ status: 'Running', done: Math.max(...reports), total: 20 })
      }),
      { runs: 30 },
    )
  })

  it('end once, and are kept for a month', async () => {
    const { deps, workflows, read, clock } = setUp()
    await startOperation(deps, workflows, intent)
    await endOperation(deps, 'op1', {
      status: 'Failed',
      error: { code: 'DatastoreUnreachable', message: 'Gone' },
    })
    clock.now += 1
    await endOperation(deps, 'op1', { status: 'Succeeded', done: 5 })
    await progressOperation(deps, 'op1', { done: 9 })
    const ended = await read()
    expect(ended).toMatchObject({ status: 'Failed', endedAt: 1000, done: 0, error: { message: 'Gone' } })
    expect(ended?.open).toBeUndefined()
    clock.now += operationRetention * 1000
    expect(await read()).toBeUndefined()
    expect(await endOperation(deps, 'op1', { status: 'Canceled' })).toBeUndefined()
  })

  it('are seen by administrators and reviewers of the project, and not for having started them', async () => {
    const { deps, workflows } = setUp()
    await startOperation(deps, workflows, intent)
    await deps.store.batch('workspace', projectPartition, [{ type: 'create', document: makeProject() }])
    for (const [user, role] of [
      ['rita', 'Reviewer'],
      ['lars', 'Labeler'],
    ] as const)
      await deps.store.batch('workspace', projectScope('u1'), [
        {
          type: 'create',
          document: { id: memberDocumentId(user), kind: 'member', user, role, addedAt: 0, addedBy: 'x' },
        },
      ])
    const see = (user: string, role: 'Admin' | 'Reviewer' | 'Labeler') =>
      getOperation(deps)({ user: userId.parse(user), role }, 'op1')
    await expect(see('anyone', 'Admin')).resolves.toMatchObject({ id: 'op1' })
    await expect(see('ann', 'Reviewer')).rejects.toMatchObject({ code: 'OperationNotFound' })
    await expect(see('rita', 'Reviewer')).resolves.toMatchObject({ id: 'op1' })
    await expect(see('rita', 'Labeler')).rejects.toMatchObject({ code: 'OperationNotFound' })
    await expect(see('lars', 'Reviewer')).rejects.toMatchObject({ code: 'OperationNotFound' })
    await expect(see('stranger', 'Reviewer')).rejects.toMatchObject({ code: 'OperationNotFound' })
    await expect(
      getOperation(deps)({ user: userId.parse('x'), role: 'Admin' }, 'nope'),
    ).rejects.toMatchObject({
      code: 'OperationNotFound',
    })
  })
})
