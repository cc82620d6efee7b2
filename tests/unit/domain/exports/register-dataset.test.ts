import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  datasetName,
  exportId,
  operationId,
  projectName,
  projectUid,
} from '../../../../src/domain/core/ids.ts'
import { registerDataset } from '../../../../src/domain/exports/register-dataset.ts'
import {
  datasetPartition,
  datasets,
  datasetVersionPartition,
  datasetVersions,
} from '../../../../src/domain/model/datasets/dataset.ts'
import {
  exportPlanId,
  exportRecordId,
  type ExportDocument,
  type ExportPlan,
} from '../../../../src/domain/model/exports/export.ts'
import { removeVersionOf } from '../../../../src/domain/model/exports/remove-export.ts'
import { projectPartition } from '../../../../src/domain/model/projects/project.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { delayedStore } from '../../../support/delayed-store.ts'
import { makeProject } from '../../../support/labeling-world.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { checkProperty } from '../../../support/property.ts'

const name = datasetName.parse('labels')
const now = () => 0

/** An export of one of the projects `u0`, `u1`, … that have, or had, the same name. */
const exportOf = (owner: number, number: number) => {
  const id = exportId.parse(`e${number}`)
  const uid = projectUid.parse(`u${owner}`)
  const common = {
    export: id,
    format: 'Dataset',
    include: 'Labeled' as const,
    snapshotAt: 0,
    snapshotPath: `cats/${uid}/${id}`,
  }
  const record: ExportDocument = {
    ...common,
    id: exportRecordId(id),
    kind: 'export',
    operation: operationId.parse(`op${number}`),
    status: 'Running',
    open: true,
    startedAt: 0,
    startedBy: 'ann',
    exportedRowCount: 0,
    totalRowCount: 1,
    containerName: 'exports',
    labeledAssetName: name,
    files: [],
  }
  const project = makeProject()
  const plan: ExportPlan = {
    ...common,
    id: exportPlanId(id),
    kind: 'exportPlan',
    project: projectName.parse('cats'),
    uid,
    dataset: 'd',
    datastore: 's',
    containerUrl: 'https://account.blob.core.windows.net/container',
    path: '**',
    mediaType: 'Image',
    taskType: 'MultiClass',
    classes: project.classes,
    segments: 1,
    ttl: 1,
  }
  return { record, plan }
}
type Export = ReturnType<typeof exportOf>

/** The end of an export: as `closeWork`, one that fails removes its version. */
const finish = async (store: Store, { record, plan }: Export): Promise<boolean> => {
  try {
    await registerDataset({ store, now }, name, record, plan, 1)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'DatasetInUse' })
    await removeVersionOf(store, record)
    return false
  }
}

const read = async (store: Store) => {
  const { documents } = await store.query('workspace', datasetVersionPartition(name), {
    where: [{ field: 'kind', op: 'eq', value: datasetVersions.kind }],
    orderBy: 'version',
    limit: 100,
  })
  const dataset = (await datasets.read(store, datasetPartition, name))?.document
  return {
    dataset: dataset?.type === 'Labeled' ? dataset : undefined,
    versions: documents.map((stored) => datasetVersions.parse(stored).document),
  }
}

describe('the exports of several projects that end at the same time', () => {
  it('leave one owner of the name, all of its versions and no other', async () => {
    await checkProperty(
      'register-dataset',
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat(2), { minLength: 1, maxLength: 5 }),
        async (scheduler, owners) => {
          const store = createMemoryStore(now)
          const slow = delayedStore(store, () => scheduler.schedule(Promise.resolve()))
          const exports = owners.map((owner, number) => exportOf(owner, number))
          const ended = Promise.all(exports.map(async (one) => ((await finish(slow, one)) ? [one] : [])))
          await scheduler.waitFor(ended)
          const succeeded = (await ended).flat()
          const { dataset, versions } = await read(store)
          expect(new Set(versions.map((one) => one.projectUid)).size).toBe(1)
          expect(versions.map((one) => one.export).toSorted()).toEqual(
            succeeded.map(({ record }) => record.export).toSorted(),
          )
          expect(dataset).toMatchObject({
            projectUid: versions[0]?.projectUid,
            version: versions.at(-1)?.version,
            export: versions.at(-1)?.export,
          })
        },
      ),
      { runs: 80 },
    )
  })

  it('and are deleted at the same time leave the newest of the rest', async () => {
    await checkProperty(
      'register-and-remove',
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 0, max: 2 }),
        async (scheduler, before, removed, more) => {
          const store = createMemoryStore(now)
          await store.batch('workspace', projectPartition, [{ type: 'create', document: makeProject() }])
          const known = Array.from({ length: before }, (_, number) => exportOf(0, number))
          for (const one of known) await finish(store, one)
          const slow = delayedStore(store, () => scheduler.schedule(Promise.resolve()))
          const gone = known.filter((_, number) => removed[number])
          const added = Array.from({ length: more }, (_, number) => exportOf(0, 10 + number))
          const done = Promise.all([
            ...gone.map(({ record }) => removeVersionOf(slow, record)),
            ...added.map((one) => finish(slow, one)),
          ])
          await scheduler.waitFor(done)
          const { dataset, versions } = await read(store)
          const left = [...known.filter((one) => !gone.includes(one)), ...added]
          expect(versions.map((one) => one.export).toSorted()).toEqual(
            left.map(({ record }) => record.export).toSorted(),
          )
          expect(dataset?.version).toBe(versions.at(-1)?.version)
          expect(dataset?.export).toBe(versions.at(-1)?.export)
          if (gone.length === before) return
          // The dataset was there all the time, so it has given no number twice.
          const numbers = versions.slice(before - gone.length).map(({ version }) => version)
          expect(numbers.every((version) => version > before)).toBe(true)
        },
      ),
      { runs: 80 },
    )
  })
})
