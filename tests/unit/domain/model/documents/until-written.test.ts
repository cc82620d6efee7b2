import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from '@jest/globals'
import { operationId, userId } from '../../../../../src/domain/core/ids.ts'
import { changeDocument } from '../../../../../src/domain/model/documents/change-document.ts'
import { untilWritten } from '../../../../../src/domain/model/documents/until-written.ts'
import { readDispatch } from '../../../../../src/domain/model/leases/dispatch.ts'
import { members } from '../../../../../src/domain/model/members/member.ts'
import { writeIntent } from '../../../../../src/domain/model/operations/start-operation.ts'
import { projectScope } from '../../../../../src/domain/model/projects/project.ts'
import { changeRefresh } from '../../../../../src/domain/model/refresh/refresh.ts'
import type { Store } from '../../../../../src/domain/ports/store.ts'
import { putMember } from '../../../../../src/domain/members/put-member.ts'
import { beginRefreshRun } from '../../../../../src/domain/refresh/refresh-project.ts'
import { openInstances } from '../../../../support/cosmos-instances.ts'
import { lead, makeProject, setUpProject } from '../../../../support/labeling-world.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { wrapStore } from '../../../../support/wrapped-store.ts'
import { createRecordingWorkflows, testSite } from '../../../../support/run-workflow.ts'

const project = makeProject()
const scope = projectScope(project.uid)
const now = () => 1000
const never = {
  ...createRecordingWorkflows(),
  start: () => Promise.reject(new Error('It must not start')),
}
const intent = {
  id: operationId.parse('op1'),
  work: 'refresh',
  full: false,
  project: project.id,
  projectUid: project.uid,
  startedBy: 'lead',
} as const

/** What ends only when its write succeeds. */
const writers: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  changeDocument: (store) =>
    changeDocument(store, members, scope, 'member:ana', (one) => ({ ...one, role: 'Admin' as const })),
  changeRefresh: (store) => changeRefresh(store, project.uid, (one) => ({ ...one, run: one.run + 1 })),
  readDispatch: (store) => readDispatch(store, 'another:0'),
  writeIntent: (store) => writeIntent({ store, now }, { site: testSite }, intent),
  beginRefreshRun: (store) =>
    beginRefreshRun({ store, now, newId: () => 'op2' }, never, project, { full: false, startedBy: 'lead' }),
  putMember: (store) =>
    putMember({ store, now, newId: () => 'unique' })(lead, {
      project: project.id,
      user: userId.parse('ana'),
      role: 'Reviewer',
    }),
}

describe('rounds of a conditional write', () => {
  it('end with the first value, and are behind a fence from the second one on', async () => {
    const calls: string[] = []
    const store: Pick<Store, 'canLag' | 'fence'> = {
      canLag: true,
      fence: async (container, partition) => {
        calls.push(`fence ${container} ${partition}`)
      },
    }
    const run = (rounds: number) =>
      untilWritten(store, 'items', 'p', async (fresh) => {
        calls.push(String(fresh))
        return calls.filter((call) => !call.startsWith('fence')).length === rounds
          ? { value: undefined }
          : undefined
      })
    expect(await run(1)).toBeUndefined()
    expect(calls.splice(0)).toEqual(['false'])
    expect(await run(3)).toBeUndefined()
    expect(calls).toEqual(['false', 'fence items p', 'true', 'fence items p', 'true'])
  })

  it('are true from the first one on, if reads never lag', async () => {
    const store = { canLag: false, fence: () => Promise.resolve() }
    expect(await untilWritten(store, 'items', 'p', async (fresh) => ({ value: fresh }))).toBe(true)
  })

  test.each(Object.keys(writers))('%s that always loses gives up, and can be repeated', async (name) => {
    const memory = createMemoryStore(now)
    await setUpProject(memory, project, ['ana'], [])
    let batches = 0
    const contested: Store = {
      ...memory,
      batch: async () => {
        batches += 1
        return { ok: false, index: 0, failure: 'EtagMismatch' }
      },
    }
    await expect(writers[name]?.(contested)).rejects.toMatchObject({
      code: 'ServiceUnavailable',
      retryAfter: 1,
    })
    expect(batches).toBe(20)
  })

  test('a create over an expired document that is not deleted yet ends, too', async () => {
    const { one, clock } = openInstances({ purgeDelay: 3_600_000 })
    const document = { id: intent.id, kind: 'operation', ttl: 10 }
    await one.batch('workspace', 'operation', [{ type: 'create', document }])
    clock.advance(10_000)
    await expect(writeIntent({ store: one, now }, { site: testSite }, intent)).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    })
    clock.advance(3_600_000)
    expect(await writeIntent({ store: one, now }, { site: testSite }, intent)).toMatchObject({
      status: 'NotStarted',
    })
  })

  test('an old read of another instance is no conflict for ever', async () => {
    const { one, two, freeze } = openInstances()
    await setUpProject(one, project, ['ana'], [])
    await readDispatch(one, 'another:0')
    freeze()
    await writeIntent({ store: one, now }, { site: testSite }, intent)
    expect(await writeIntent({ store: two, now }, { site: testSite }, intent)).toMatchObject({
      id: intent.id,
    })
    for (const store of [one, two, one, two]) {
      const before = (await members.read(one, scope, 'member:ana'))?.document.addedAt ?? 0
      await changeDocument(store, members, scope, 'member:ana', (m) => ({ ...m, addedAt: m.addedAt + 1 }))
      expect((await members.read(store, scope, 'member:ana'))?.document.addedAt).toBe(before + 1)
      await one.fence('workspace', scope)
    }
  })

  test('what an old read does not show is looked for once more, before it counts as missing', async () => {
    const { one, two, freeze } = openInstances()
    freeze()
    await setUpProject(one, project, ['ana'], [])
    const change = changeDocument(two, members, scope, 'member:ana', (one) => ({ ...one, addedAt: 7 }))
    expect(await change).toMatchObject({ addedAt: 7 })
    let fences = 0
    const counted = wrapStore(two, (call, run) => {
      if (call.method === 'fence') fences += 1
      return run()
    })
    expect(await changeDocument(counted, members, scope, 'member:no', (one) => one)).toBeUndefined()
    expect(fences).toBe(1)
  })
})

/** Loops that do not call the store. */
const bounded = new Set(['exports/layouts/pack-entries.ts'])
/** It is written anew. */
const open = new Set<string>()

test('no loop of the domain goes on for ever', () => {
  const root = join(__dirname, '../../../../../src/domain')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  )
  const endless = files.filter((path) =>
    /for \(;;\)|while \(true\)/.test(readFileSync(join(root, path), 'utf8')),
  )
  expect(endless.filter((path) => !bounded.has(path) && !open.has(path))).toEqual([])
})
