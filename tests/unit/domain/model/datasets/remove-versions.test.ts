import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { datasetName, exportId, projectName, projectUid } from '../../../../../src/domain/core/ids.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionId,
  datasetVersionPartition,
  datasetVersions,
  type DatasetVersionDocument,
  type LabeledDataset,
} from '../../../../../src/domain/model/datasets/dataset.ts'
import { removeVersions } from '../../../../../src/domain/model/datasets/remove-versions.ts'
import type { Store } from '../../../../../src/domain/ports/store.ts'
import { delayedStore } from '../../../../support/delayed-store.ts'
import { faultyStore } from '../../../../support/faulty-store.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { checkProperty } from '../../../../support/property.ts'

const name = datasetName.parse('labels')
const partition = datasetVersionPartition(name)
const idOf = (version: number) => exportId.parse(`e${version}`)

const versionOf = (version: number): DatasetVersionDocument => ({
  id: datasetVersionId(version),
  kind: 'datasetVersion',
  version,
  project: projectName.parse('cats'),
  projectUid: projectUid.parse('u1'),
  export: idOf(version),
  rowCount: 1,
  containerName: 'exports',
  snapshotPath: `cats/u1/e${version}`,
  createdAt: 0,
  createdBy: 'ann',
})

const setUp = async (versions: number, changes: Partial<LabeledDataset> = {}) => {
  const store = createMemoryStore(() => 0)
  const document: LabeledDataset = {
    id: name,
    kind: 'dataset',
    type: 'Labeled',
    mediaType: 'Image',
    project: projectName.parse('cats'),
    projectUid: projectUid.parse('u1'),
    export: idOf(versions),
    version: versions,
    createdAt: 0,
    createdBy: 'ann',
    ...changes,
  }
  await store.batch('workspace', datasetPartition, [{ type: 'create', document }])
  for (let version = 1; version <= versions; version += 1)
    await store.batch('workspace', partition, [{ type: 'create', document: versionOf(version) }])
  return store
}

const read = async (store: Store) => {
  const dataset = (await datasets.read(store, datasetPartition, name))?.document
  const { documents } = await store.query('workspace', partition, {
    where: [{ field: 'kind', op: 'eq', value: datasetVersions.kind }],
    orderBy: 'version',
    limit: 1000,
  })
  return {
    version: dataset?.type === 'Labeled' ? dataset.version : undefined,
    versions: documents.map(({ document }) => datasetVersions.parse({ document, etag: '' }).document.version),
  }
}

const remove = (store: Store, ...versions: readonly number[]) =>
  removeVersions(store, name, (one) => versions.includes(one.version))

describe('removeVersions', () => {
  it('removes hundreds of versions at once', async () => {
    const store = await setUp(350)
    await removeVersions(store, name, ({ version }) => version !== 7)
    expect(await read(store)).toEqual({ version: 7, versions: [7] })
  })

  it('gives the name to the owner of the version that remains', async () => {
    const store = await setUp(1)
    const other = { ...versionOf(2), project: projectName.parse('dogs'), projectUid: projectUid.parse('u2') }
    await store.batch('workspace', partition, [{ type: 'create', document: other }])
    await remove(store, 1)
    const dataset = (await datasets.read(store, datasetPartition, name))?.document
    expect(dataset).toMatchObject({ version: 2, project: 'dogs', projectUid: 'u2', lastVersion: 1 })
  })

  it.each([undefined, projectUid.parse('u2')])(
    'leaves the name to its owner (%s) if an earlier project of the same name has versions, too',
    async (owner) => {
      const store = await setUp(1, { version: 2, export: idOf(2), projectUid: owner })
      const later = { ...versionOf(2), projectUid: projectUid.parse('u2') }
      await store.batch('workspace', partition, [{ type: 'create', document: later }])
      await remove(store, 2)
      const dataset = (await datasets.read(store, datasetPartition, name))?.document
      expect(dataset).toMatchObject({ version: 1, export: 'e1', projectUid: 'u2', lastVersion: 2 })
    },
  )

  it('keeps in mind the number of a version that the dataset did not name yet', async () => {
    const store = await setUp(3, { version: 2, export: idOf(2) })
    await remove(store, 3)
    const dataset = (await datasets.read(store, datasetPartition, name))?.document
    expect(dataset).toMatchObject({ version: 2, export: 'e2', lastVersion: 3 })
    await remove(store, 1)
    expect((await datasets.read(store, datasetPartition, name))?.document).toEqual(dataset)
  })

  it('leaves a dataset alone that has none of them, and one that is being deleted', async () => {
    const store = await setUp(2)
    await remove(store, 9)
    expect(await read(store)).toEqual({ version: 2, versions: [1, 2] })
    const deleting = await setUp(1, { deleting: true })
    await remove(deleting, 1)
    expect(await read(deleting)).toEqual({ version: 1, versions: [] })
  })

  it('never leaves a dataset without the version that it names, whenever the store fails', async () => {
    for (let calls = 1, failed = true; failed; calls += 1) {
      const store = await setUp(3)
      let call = 0
      const faulty = faultyStore(store, ({ method }) => {
        if (method !== 'batch') return 'pass'
        call += 1
        return call === calls ? 'lose' : 'pass'
      })
      failed = await remove(faulty, 2, 3).then(
        () => false,
        () => true,
      )
      const { version, versions } = await read(store)
      expect(versions).toContain(version)
      await remove(store, 2, 3)
      expect(await read(store)).toEqual({ version: 1, versions: [1] })
    }
  })

  it('ends at the newest remaining version, in any order of concurrent removals', async () => {
    await checkProperty(
      'remove-versions',
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 5 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }),
        async (scheduler, count, removed) => {
          const store = await setUp(count)
          const slow = delayedStore(store, () => scheduler.schedule(Promise.resolve()))
          const all = Promise.all(removed.map((version) => remove(slow, version)))
          await scheduler.waitFor(all)
          const left = Array.from({ length: count }, (_, index) => index + 1).filter(
            (version) => !removed.includes(version),
          )
          expect(await read(store)).toEqual({ version: left.at(-1), versions: left })
        },
      ),
      { runs: 100 },
    )
  })
})
