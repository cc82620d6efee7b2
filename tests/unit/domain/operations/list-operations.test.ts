import { describe, expect, it } from '@jest/globals'
import { operationId, projectName, projectUid, userId } from '../../../../src/domain/core/ids.ts'
import type { AppRole } from '../../../../src/domain/core/caller.ts'
import { memberDocumentId } from '../../../../src/domain/model/members/member.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { writeIntent } from '../../../../src/domain/model/operations/start-operation.ts'
import { projectPartition, projectScope } from '../../../../src/domain/model/projects/project.ts'
import { listOperations, type OperationFilter } from '../../../../src/domain/operations/list-operations.ts'
import { makeProject } from '../../../support/labeling-world.ts'
import { testSite } from '../../../support/run-workflow.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const [cats, dogs] = [projectName.parse('cats'), projectName.parse('dogs')]

/** Ten operations, of cats and dogs in turn; those of cats 0 and 2 are of an earlier project of that name. */
const start = async () => {
  const clock = { now: 1000 }
  const deps = { store: createMemoryStore(() => clock.now), now: () => clock.now }
  for (const name of [cats, dogs])
    await deps.store.batch('workspace', projectPartition, [
      { type: 'create', document: makeProject({ id: name, uid: projectUid.parse(`u-${name}`) }) },
    ])
  for (let index = 0; index < 10; index += 1) {
    clock.now += 10
    const project = index % 2 === 0 ? cats : dogs
    const uid = index === 0 || index === 2 ? 'u-old' : `u-${project}`
    await writeIntent(
      deps,
      { site: testSite },
      {
        id: operationId.parse(`op${index}`),
        work: 'refresh',
        full: false,
        project,
        projectUid: projectUid.parse(uid),
        startedBy: 'x',
      },
    )
  }
  await writeIntent(
    deps,
    { site: testSite },
    {
      id: operationId.parse('import'),
      work: 'import',
      project: dogs,
      projectUid: projectUid.parse('u-dogs'),
      startedBy: 'x',
    },
  )
  const error = { code: 'DatastoreUnreachable', message: 'Gone' }
  for (const id of ['op1', 'op4', 'op6']) await endOperation(deps, id, { status: 'Failed', error })
  const join = async (user: string, role: AppRole) => {
    const document = { id: memberDocumentId(user), kind: 'member', user, role, addedAt: 0, addedBy: 'x' }
    await deps.store.batch('workspace', projectScope('u-cats'), [{ type: 'create', document }])
  }
  await join('rita', 'Reviewer')
  await join('lars', 'Labeler')
  /** All ids, in list pages of two. */
  const list = async (user: string, role: AppRole, filter: OperationFilter = {}) => {
    const ids: string[] = []
    let continuation: string | undefined
    do {
      const caller = { user: userId.parse(user), role }
      const page = await listOperations(deps)(caller, { filter, pageSize: 2, continuation })
      expect(page.documents.length).toBeLessThanOrEqual(2)
      ids.push(...page.documents.map(({ id }) => id))
      ;({ continuation } = page)
    } while (continuation !== undefined)
    return ids
  }
  return { list }
}

describe('the list of operations', () => {
  it('has all of them for an administrator, newest first', async () => {
    const { list } = await start()
    const all = await list('boss', 'Admin')
    expect(all.slice(0, 2).toSorted()).toEqual(['import', 'op9'])
    expect(all.slice(2)).toEqual(['op8', 'op7', 'op6', 'op5', 'op4', 'op3', 'op2', 'op1', 'op0'])
  })

  it('is filtered by project, status and kind of work', async () => {
    const { list } = await start()
    expect(await list('boss', 'Admin', { project: cats })).toEqual(['op8', 'op6', 'op4', 'op2', 'op0'])
    expect(await list('boss', 'Admin', { status: 'Failed' })).toEqual(['op6', 'op4', 'op1'])
    expect(await list('boss', 'Admin', { project: dogs, work: 'import' })).toEqual(['import'])
    expect(await list('boss', 'Admin', { project: dogs, status: 'Failed', work: 'refresh' })).toEqual(['op1'])
  })

  it('has only those of projects that the caller reviews, none of an earlier project of that name', async () => {
    const { list } = await start()
    expect(await list('rita', 'Reviewer')).toEqual(['op8', 'op6', 'op4'])
    expect(await list('rita', 'Reviewer', { status: 'Failed' })).toEqual(['op6', 'op4'])
    expect(await list('rita', 'Reviewer', { project: dogs })).toEqual([])
    for (const [user, role] of [
      ['rita', 'Labeler'],
      ['lars', 'Reviewer'],
      ['stranger', 'Reviewer'],
    ] as const)
      expect(await list(user, role)).toEqual([])
  })

  it('is refused to callers without a role', async () => {
    const store = createMemoryStore(() => 0)
    const caller = { user: userId.parse('x'), role: undefined }
    await expect(listOperations({ store })(caller, { filter: {}, pageSize: 1 })).rejects.toMatchObject({
      code: 'Forbidden',
    })
  })
})
