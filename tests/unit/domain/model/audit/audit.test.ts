import { describe, expect, it } from '@jest/globals'
import type { AuditDocument } from '../../../../../src/domain/model/audit/audit.ts'
import { listAudit } from '../../../../../src/domain/audit/list-audit.ts'
import { projectName, userId } from '../../../../../src/domain/core/ids.ts'
import type { Caller } from '../../../../../src/domain/core/caller.ts'
import { cancelExport } from '../../../../../src/domain/exports/cancel-export.ts'
import { startExport } from '../../../../../src/domain/exports/start-export.ts'
import { createCountersCache } from '../../../../../src/domain/model/items/read-counters.ts'
import { deleteMember } from '../../../../../src/domain/members/delete-member.ts'
import { putMember } from '../../../../../src/domain/members/put-member.ts'
import { pauseProject } from '../../../../../src/domain/projects/pause-project.ts'
import { resumeProject } from '../../../../../src/domain/projects/resume-project.ts'
import { deleteProject } from '../../../../../src/domain/projects/delete-project.ts'
import { putProject } from '../../../../../src/domain/projects/put-project.ts'
import { updateProject } from '../../../../../src/domain/projects/update-project.ts'
import { refreshProject } from '../../../../../src/domain/refresh/refresh-project.ts'
import { rejectItems } from '../../../../../src/domain/review/reject-items.ts'
import { projectPartition } from '../../../../../src/domain/model/projects/project.ts'
import { readItems } from '../../../../support/labeling-world.ts'
import { label, startWithImages } from '../../../../support/export-world.ts'
import type { LongWorkWorld } from '../../../../support/long-work-world.ts'

const ada: Caller = { user: userId.parse('ada'), role: 'Admin', requestId: 'request-1' }
const name = projectName.parse('cats')

const walk = async (world: LongWorkWorld, pageSize: number, caller = ada): Promise<AuditDocument[]> => {
  const found: AuditDocument[] = []
  let continuation: string | undefined
  do {
    const page = await listAudit(world.deps)(caller, { project: name, pageSize, continuation })
    expect(page.entries.length).toBeLessThanOrEqual(pageSize)
    found.push(...page.entries)
    ;({ continuation } = page)
  } while (continuation !== undefined)
  return found
}

const operations = (world: LongWorkWorld) => {
  const counters = createCountersCache(world.deps)
  const deps = { ...world.deps, counters }
  const tick = (): void => void (world.clock.now += 1000)
  return {
    tick,
    pause: pauseProject(deps),
    resume: resumeProject(deps),
    update: updateProject(deps),
    put: putProject({
      ...deps,
      countFiles: async () => ({ files: { matched: 1, chosen: 1, leftOut: [] }, complete: true }),
    }),
    remove: deleteProject(deps),
  }
}

describe('the audit', () => {
  it('tells who did what when, the newest first, over all partitions and whatever the size of a page', async () => {
    const world = await startWithImages(40)
    const { tick, pause, resume, update } = operations(world)
    await update(ada, { name, patch: { pageLease: 'PT5M', description: 'all about cats' }, ifMatch: '*' })
    tick()
    await putMember(world.deps)(ada, { project: name, user: userId.parse('ben'), role: 'Labeler' })
    tick()
    await putMember(world.deps)(ada, { project: name, user: userId.parse('ben'), role: 'Reviewer' })
    tick()
    await deleteMember(world.deps)(ada, { project: name, user: userId.parse('ben') })
    tick()
    await pause(ada, name)
    tick()
    await pause(ada, name)
    await resume(ada, name)
    tick()
    const items = (await readItems(world.store, world.project)).slice(0, 30)
    for (const { path } of items) await label(world, path, 'c0')
    await rejectItems(world.deps)(ada, {
      project: name,
      items: items.map(({ id }) => id),
      comment: 'blurred',
    })
    tick()
    const exported = await startExport(world.deps)(ada, world.workflows, name, {
      format: 'Csv',
      include: 'Labeled',
    })
    tick()
    await cancelExport(world.deps)(ada, name, exported.export)
    tick()
    const refresh = await refreshProject(world.deps)(ada, world.workflows, name, { full: true })

    const all = await walk(world, 200)
    const rejects = all.filter(({ action }) => action === 'RejectItems')
    expect(all.filter(({ action }) => action !== 'RejectItems').map(({ action }) => action)).toEqual([
      'RefreshProject',
      'CancelExport',
      'StartExport',
      'ResumeProject',
      'PauseProject',
      'RemoveMember',
      'ChangeMember',
      'AddMember',
      'ChangeSettings',
    ])
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((one, other) => other - one))
    for (const entry of all)
      expect(entry).toMatchObject({
        by: 'ada',
        requestId: 'request-1',
        project: { name: 'cats', uid: 'u1', segments: 3 },
      })
    expect(rejects.length).toBeGreaterThan(1)
    expect(rejects.flatMap((entry) => entry.items ?? []).toSorted()).toEqual(
      items.map(({ id }) => id).toSorted(),
    )
    expect(rejects.every(({ comment }) => comment === 'blurred')).toBe(true)
    expect(all.find(({ action }) => action === 'ChangeMember')).toMatchObject({
      target: 'ben',
      changes: [{ name: 'role', from: 'Labeler', to: 'Reviewer' }],
    })
    expect(all.find(({ action }) => action === 'ChangeSettings')?.changes).toEqual([
      { name: 'pageLease', from: 'PT1M', to: 'PT5M' },
      { name: 'description' },
    ])
    expect(all.find(({ action }) => action === 'RefreshProject')?.target).toBe(refresh.id)
    for (const pageSize of [1, 2, 7]) expect(await walk(world, pageSize)).toEqual(all)
  })

  it('has nothing of what did not happen', async () => {
    const world = await startWithImages(3)
    const { update } = operations(world)
    await expect(update(ada, { name, patch: { displayName: 'x' }, ifMatch: 'stale' })).rejects.toMatchObject({
      code: 'PreconditionFailed',
    })
    const [item] = await readItems(world.store, world.project)
    const results = await rejectItems(world.deps)(ada, { project: name, items: [item!.id] })
    expect(results).toMatchObject([{ status: 'Refused' }])
    expect(await walk(world, 50)).toEqual([])
  })

  it('is still there when the project is not, and tells of its end; the next of that name has it, too', async () => {
    const world = await startWithImages(3)
    const { tick, put, remove } = operations(world)
    await putMember(world.deps)(ada, { project: name, user: userId.parse('ben'), role: 'Labeler' })
    tick()
    await remove(ada, { name, deleteFiles: true, ifMatch: '*' }, world.workflows)
    await world.runStarted()
    const told = async () => (await walk(world, 1)).map(({ action, project }) => `${action} ${project?.uid}`)
    expect(await told()).toEqual(['DeleteProject u1', 'AddMember u1'])
    await expect(walk(world, 50, { user: userId.parse('ben'), role: 'Reviewer' })).rejects.toMatchObject({
      code: 'ProjectNotFound',
    })
    tick()
    await world.store.batch('workspace', 'dataset', [
      {
        type: 'create',
        document: {
          id: 'pets',
          kind: 'dataset',
          type: 'Files',
          mediaType: 'Image',
          datastore: 'store',
          path: '**',
          createdAt: 0,
          createdBy: 'ada',
        },
      },
    ])
    const { dataset } = world.project
    const input = { name, mediaType: 'Image', taskType: 'MultiClass', dataset } as const
    const settings = { labelClasses: [{ name: 'Cat' }] }
    const { project } = await put(ada, { ...input, settings, ifMatch: undefined }, world.workflows)
    expect(await told()).toEqual([`CreateProject ${project.uid}`, 'DeleteProject u1'])
  })

  it('is closed to whoever is no administrator of the project', async () => {
    const world = await startWithImages(1)
    const ben = userId.parse('ben')
    await putMember(world.deps)(ada, { project: name, user: ben, role: 'Admin' })
    await expect(walk(world, 50, { user: ben, role: 'Reviewer' })).rejects.toMatchObject({
      code: 'Forbidden',
    })
    await expect(walk(world, 50, { user: userId.parse('x'), role: 'Reviewer' })).rejects.toMatchObject({
      code: 'ProjectNotFound',
    })
  })

  it.each(['x', '1-a', `${'1'.repeat(13)}-`, `${'1'.repeat(13)}-A`, '../x'])(
    'refuses the continuation %j',
    async (continuation) => {
      const world = await startWithImages(1)
      await expect(
        listAudit(world.deps)(ada, { project: name, pageSize: 5, continuation }),
      ).rejects.toMatchObject({ code: 'InvalidContinuation' })
    },
  )

  it('cannot be changed or deleted, whoever tries', async () => {
    const world = await startWithImages(1)
    const { pause } = operations(world)
    await pause(ada, name)
    const [entry] = await walk(world, 1)
    const stored = await world.store.read('workspace', projectPartition, entry!.id)
    const { document, etag } = stored!
    for (const operation of [
      { type: 'replace', document: { ...document, by: 'eve' }, ifMatch: etag },
      { type: 'delete', id: document.id, ifMatch: etag },
      { type: 'increment', id: document.id, by: { at: 1 } },
    ] as const)
      await expect(world.store.batch('workspace', projectPartition, [operation])).rejects.toThrow(
        'can only be created',
      )
    expect(await world.store.read('workspace', projectPartition, entry!.id)).toEqual(stored)
  })
})
