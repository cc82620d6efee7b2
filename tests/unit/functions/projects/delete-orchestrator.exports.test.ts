import { describe, expect, it } from '@jest/globals'
import { datasetName } from '../../../../src/domain/core/ids.ts'
import { deleteDataset } from '../../../../src/domain/datasets/delete-dataset.ts'
import { deleteExport } from '../../../../src/domain/exports/delete-export.ts'
import { listExports } from '../../../../src/domain/exports/list-exports.ts'
import { formats } from '../../../../src/domain/formats/index.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionPartition,
} from '../../../../src/domain/model/datasets/dataset.ts'
import { kinds } from '../../../../src/domain/model/kinds.ts'
import { putMember } from '../../../../src/domain/members/put-member.ts'
import { operationRetention } from '../../../../src/domain/model/operations/operation.ts'
import { recountProject } from '../../../../src/domain/recount/recount-project.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { callerOf, createLabelingService } from '../../../support/labeling-world.ts'
import { deleteProject } from '../../../../src/domain/projects/delete-project.ts'
import type { ContainerName, Store, StoredDocument } from '../../../../src/domain/ports/store.ts'
import { checkPointers } from '../../../support/check-pointers.ts'
import { askForExport, classes, label, runExport } from '../../../support/export-world.ts'
import {
  admin,
  createLongWorkWorld,
  image,
  runUntilCrash,
  type LongWorkWorld,
} from '../../../support/long-work-world.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'

const name = datasetName.parse('cats-labeled')
const places = { uids: ['u1'], names: [name] }
const clean = { dangling: [], orphans: [] }
const pointers = (world: LongWorkWorld) => checkPointers(world.store, world.files, places)

/** A project of four images with one export of each format, and a second version of its labeled dataset. */
const start = async (inner?: Store) => {
  const world = await createLongWorkWorld({ classes, segments: 2 }, inner)
  for (let index = 0; index < 4; index += 1) world.container.write(`${index}.png`, image(), 1000)
  await world.startImport()
  await world.runStarted()
  await label(world, '0.png', 'c0')
  const records = []
  for (const { name: format, write } of formats.all)
    if (write) records.push(await runExport(world, { format }))
  records.push(await runExport(world, { format: 'Dataset' }))
  return { world, records }
}

const remove = async (world: LongWorkWorld, deleteFiles: boolean) =>
  deleteProject(world.deps)(admin, { name: world.project.id, deleteFiles, ifMatch: '*' }, world.workflows)

const removeWhole = async (world: LongWorkWorld, deleteFiles: boolean) => {
  await remove(world, deleteFiles)
  await world.runStarted()
}

const dataset = async ({ store }: LongWorkWorld) =>
  (await datasets.read(store, datasetPartition, name))?.document

const foldersOf = (world: LongWorkWorld) =>
  new Set([...world.files.committed.keys()].map((path) => path.split('/').slice(0, 3).join('/')))

describe('the exports of a deleted project', () => {
  it('stay as far as a version of a labeled dataset names them', async () => {
    const { world, records } = await start()
    await removeWhole(world, false)
    const versions = records.filter(({ datasetVersion }) => datasetVersion !== undefined)
    expect(versions).toHaveLength(2)
    expect(foldersOf(world)).toEqual(new Set(versions.map(({ snapshotPath }) => snapshotPath)))
    expect(await dataset(world)).toMatchObject({ version: 2, projectUid: 'u1' })
    expect(await pointers(world)).toEqual(clean)
  })

  it('go with their versions and datasets if that was requested', async () => {
    const { world } = await start()
    await removeWhole(world, true)
    expect(foldersOf(world)).toEqual(new Set())
    expect(await dataset(world)).toBeUndefined()
    expect(await pointers(world)).toEqual(clean)
  })

  it('leave the datasets of other projects alone', async () => {
    const { world } = await start()
    const other = { ...(await dataset(world))!, id: datasetName.parse('other'), projectUid: 'u2', version: 1 }
    await world.store.batch('workspace', datasetPartition, [{ type: 'create', document: other }])
    const version = await world.store.read('workspace', datasetVersionPartition(name), 'v1')
    await world.store.batch('workspace', datasetVersionPartition('other'), [
      { type: 'create', document: { ...version!.document, projectUid: 'u2', snapshotPath: 'cats/u2/e' } },
    ])
    await world.files.put('cats/u2/e/labeledDatapoints.jsonl', Buffer.from('x'), 'application/jsonl')
    await removeWhole(world, true)
    expect(foldersOf(world)).toEqual(new Set(['cats/u2/e']))
    expect(await datasets.read(world.store, datasetPartition, 'other')).toBeDefined()
    expect(await world.store.read('workspace', datasetVersionPartition('other'), 'v1')).toBeDefined()
  })

  it.each([true, false])(
    'name nothing that is gone after a crash at any write (deleteFiles %s)',
    async (deleteFiles) => {
      for (let point = 1, reached = true; reached; point += 1) {
        const { world } = await start()
        await remove(world, deleteFiles)
        reached = await runUntilCrash(world, point)
        expect((await pointers(world)).dangling).toEqual([])
        await world.runStarted()
        expect(await pointers(world)).toEqual(clean)
        expect(await world.readOperation('delete-u1')).toMatchObject({ status: 'Succeeded' })
        expect((await dataset(world)) === undefined).toBe(deleteFiles)
      }
    },
  )

  it('leave no version of an export that was at work, nor its files', async () => {
    for (let point = 1, reached = true; reached; point += 1) {
      const { world } = await start()
      await askForExport(world, { format: 'Dataset' })
      reached = await runUntilCrash(world, point)
      world.workflows.started.splice(0)
      const { exports } = await listExports(world.deps)(admin, world.project.id, { limit: 50 })
      const versions = exports.filter(
        ({ status, datasetVersion }) => status === 'Succeeded' && datasetVersion,
      )
      await removeWhole(world, false)
      expect(await pointers(world)).toEqual(clean)
      expect(foldersOf(world)).toEqual(new Set(versions.map(({ snapshotPath }) => snapshotPath)))
    }
  })

  it('are deleted to the end if somebody had begun to delete one', async () => {
    const { world, records } = await start()
    const last = records.at(-1)!
    await deleteExport(world.deps)(admin, world.workflows, world.project.id, last.export)
    world.workflows.started.splice(0)
    await removeWhole(world, false)
    expect(await dataset(world)).toMatchObject({ version: 1 })
    expect(await pointers(world)).toEqual(clean)
  })

  it('are deleted with the labeled dataset that is deleted later, or at the same time', async () => {
    for (let after = 0; after < 30; after += 1) {
      const { world } = await start()
      await remove(world, false)
      let steps = 0
      const deletions: Promise<void>[] = []
      const removeDataset = () => deleteDataset(world.deps)(admin, { dataset: name, ifMatch: '*' })
      await world.runStarted({
        onActivity: () => {
          steps += 1
          if (steps === after) deletions.push(removeDataset())
        },
      })
      if (deletions.length === 0) deletions.push(removeDataset())
      await Promise.all(deletions)
      expect(world.files.committed.size).toBe(0)
      expect(await dataset(world)).toBeUndefined()
    }
  })
})

/** The store, which remembers each document that was ever written. */
const rememberingStore = () => {
  const store = createMemoryStore(() => 1_000_000)
  const written = new Map<string, { container: ContainerName; partition: string; id: string }>()
  const kindsSeen = new Set<string>()
  const remembering = wrapStore(store, async ({ method, container, partition, operations = [] }, run) => {
    if (method === 'batch' && container && partition !== undefined)
      for (const operation of operations) {
        const id = 'document' in operation ? operation.document.id : operation.id
        if ('document' in operation) kindsSeen.add(operation.document.kind)
        written.set(`${container} ${partition} ${id}`, { container, partition, id })
      }
    return run()
  })
  const left = async () => {
    const found: StoredDocument[] = []
    for (const { container, partition, id } of written.values()) {
      const stored = await store.read(container, partition, id)
      if (stored) found.push(stored.document)
    }
    return found
  }
  return { store: remembering, left, kindsSeen }
}

describe('after a project was created, labeled, exported in all formats and deleted', () => {
  it('the store holds what the table of docs/data-model.md says, and no file', async () => {
    const { store, left, kindsSeen } = rememberingStore()
    const { world, records } = await start(store)
    const { deps, project } = world
    const lea = callerOf('lea')
    await putMember(deps)(admin, { project: project.id, user: lea.user, role: 'Labeler' })
    const service = createLabelingService(store, deps.now, deps.newId)
    const next = await service.takePage(lea, { project: project.id, size: 1 })
    if (!('page' in next)) throw new Error('There is no page')
    const answers = next.page.items.map(({ id }) => ({ item: id, labels: ['Dog'] }))
    await service.submitPage(lea, { project: project.id, page: next.page.page, answers })
    await refreshProject(deps)(admin, world.workflows, project.id, { full: true })
    await recountProject(deps)(admin, world.workflows, project.id, {})
    await deleteExport(deps)(admin, world.workflows, project.id, records[0]!.export)
    await world.runStarted()
    await removeWhole(world, true)
    // A request of the API writes the idempotency record; it is the caller’s, and ends after a day. The same request keeps the
    // name of a person, who belongs to no project. A labeler has a document
    // only if the counters of the segment have no room, and remains of an export are noted only if storage keeps its files.
    const unseen = kinds.map(({ kind }) => kind).filter((kind) => !kindsSeen.has(kind))
    expect(unseen).toEqual(['exportRemains', 'idempotency', 'person', 'labeler', 'labelerDay'])
    const found = await left()
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['datastore', 'operation', 'audit']))
    const ended = { status: 'Succeeded', ttl: operationRetention }
    const works = found.filter(({ kind }) => kind === 'operation')
    expect(works).toEqual(works.map(() => expect.objectContaining(ended)))
    expect(found.filter(({ kind }) => kind === 'datastore')).toHaveLength(1)
    expect(world.files.committed.size).toBe(0)
  })
})
