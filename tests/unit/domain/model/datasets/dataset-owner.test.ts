import { describe, expect, it } from '@jest/globals'
import {
  datasetName,
  exportId,
  operationId,
  projectName,
  projectUid,
} from '../../../../../src/domain/core/ids.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionId,
  datasetVersionPartition,
  datasetVersions,
} from '../../../../../src/domain/model/datasets/dataset.ts'
import { requireOwnDataset } from '../../../../../src/domain/model/datasets/dataset-owner.ts'
import { projectPartition, projects } from '../../../../../src/domain/model/projects/project.ts'
import type { StoredDocument } from '../../../../../src/domain/ports/store.ts'
import { askForExport, label, runExport, startWithImages } from '../../../../support/export-world.ts'
import type { LongWorkWorld } from '../../../../support/long-work-world.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

const name = datasetName.parse('cats-labeled')
const [owner, other] = [projectUid.parse('u1'), projectUid.parse('u2')]

const labeled = {
  id: name,
  kind: 'dataset',
  type: 'Labeled',
  mediaType: 'Image',
  project: 'cats',
  export: 'e2',
  version: 2,
  createdAt: 0,
  createdBy: 'ann',
}
const version = (number: number, uid: string) => ({
  id: datasetVersionId(number),
  kind: 'datasetVersion',
  version: number,
  project: 'cats',
  export: `e${number}`,
  rowCount: 1,
  containerName: 'exports',
  snapshotPath: `cats/${uid}/e${number}`,
  createdAt: 0,
  createdBy: 'ann',
})

const ask = async (uid: typeof owner, document: StoredDocument, ...versions: readonly StoredDocument[]) => {
  const store = createMemoryStore(() => 0)
  for (const one of versions)
    await store.batch('workspace', datasetVersionPartition(name), [{ type: 'create', document: one }])
  const dataset = datasets.parse({ document, etag: '' }).document
  return requireOwnDataset(store, dataset, uid).then(
    () => 'Own',
    ({ code }: { readonly code?: unknown }) => code,
  )
}

describe('the owner of a labeled dataset', () => {
  it('is the project by uid, not by name', async () => {
    expect(await ask(owner, { ...labeled, projectUid: owner })).toBe('Own')
    expect(await ask(other, { ...labeled, projectUid: owner })).toBe('DatasetInUse')
  })

  it('is in version 0.1.0 the project that exported the newest version', async () => {
    expect(await ask(owner, labeled, version(1, 'u2'), version(2, 'u1'))).toBe('Own')
    expect(await ask(owner, labeled, version(1, 'u1'), version(2, 'u2'))).toBe('DatasetInUse')
    expect(await ask(owner, labeled)).toBe('DatasetInUse')
    const folder = { ...version(2, 'u1'), snapshotPath: 'elsewhere' }
    expect(await ask(owner, labeled, folder)).toBe('DatasetInUse')
  })

  it('is nobody for files, and for a dataset that is being deleted', async () => {
    const { project: _project, export: _export, version: _version, ...rest } = labeled
    expect(await ask(owner, { ...rest, type: 'Files', datastore: 'd', path: '**' })).toBe('DatasetInUse')
    expect(await ask(owner, { ...labeled, projectUid: owner, deleting: true })).toBe('DatasetInUse')
  })
})

/** The project is deleted and created again under its name. */
const createAnew = async (world: LongWorkWorld): Promise<void> => {
  const { store } = world
  const { document, etag } = (await projects.read(store, projectPartition, world.project.id))!
  const anew = {
    ...document,
    uid: other,
    operation: operationId.parse('import-u2'),
    status: 'Running' as const,
  }
  await store.batch('workspace', projectPartition, [{ type: 'replace', document: anew, ifMatch: etag }])
}

const exported = async () => {
  const world = await startWithImages(2)
  await label(world, 'f/0.png', 'c0')
  return { world, first: await runExport(world, { format: 'Dataset' }) }
}

const read = async (world: LongWorkWorld) => {
  const { documents } = await world.store.query('workspace', datasetVersionPartition(name), {
    where: [{ field: 'kind', op: 'eq', value: datasetVersions.kind }],
    orderBy: 'version',
    limit: 100,
  })
  const dataset = (await datasets.read(world.store, datasetPartition, name))?.document
  return { dataset, versions: documents.map(({ document }) => document['export']) }
}

describe('a project that was created again under its name', () => {
  it('does not continue the labeled dataset of the other one, and may use another name', async () => {
    const { world, first } = await exported()
    await createAnew(world)
    await expect(askForExport(world, { format: 'Dataset' })).rejects.toMatchObject({
      code: 'DatasetInUse',
      target: 'name',
      message: expect.stringContaining('give another name, or have an administrator delete that dataset'),
    })
    expect((await read(world)).versions).toEqual([first.export])
    const second = await runExport(world, { format: 'Dataset', name: datasetName.parse('cats-2') })
    expect(second).toMatchObject({ status: 'Succeeded', datasetVersion: 1 })
  })

  it('does not continue one of version 0.1.0 either, which the other one may', async () => {
    const { world, first } = await exported()
    const { document, etag } = (await world.store.read('workspace', datasetPartition, name))!
    const { projectUid: _uid, ...old } = document
    await world.store.batch('workspace', datasetPartition, [
      { type: 'replace', document: old, ifMatch: etag },
    ])
    const second = await runExport(world, { format: 'Dataset' })
    expect(await read(world)).toMatchObject({
      dataset: { version: 2, projectUid: owner },
      versions: [first.export, second.export],
    })
    await createAnew(world)
    await expect(askForExport(world, { format: 'Dataset' })).rejects.toMatchObject({ code: 'DatasetInUse' })
  })

  it('fails at the end if the other one has taken the name meanwhile, and leaves no version', async () => {
    const world = await startWithImages(2)
    const asked = await askForExport(world, { format: 'Dataset' })
    const foreign = {
      ...labeled,
      projectUid: other,
      export: exportId.parse('e2'),
      project: projectName.parse('cats'),
    }
    await world.store.batch('workspace', datasetPartition, [{ type: 'create', document: foreign }])
    await world.store.batch('workspace', datasetVersionPartition(name), [
      { type: 'create', document: { ...version(2, 'u2'), projectUid: other } },
    ])
    await world.runStarted()
    expect(await world.readOperation(asked.operation)).toMatchObject({
      status: 'Failed',
      error: { code: 'DatasetInUse' },
    })
    expect(await read(world)).toMatchObject({ dataset: { version: 2, projectUid: other }, versions: ['e2'] })
    expect(world.files.committed.size).toBe(0)
  })
})
