import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { createReadScope } from '../../../../src/adapters/store/read-scope.ts'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { datasetName, projectName } from '../../../../src/domain/core/ids.ts'
import {
  datastorePartition,
  type DatastoreDocument,
} from '../../../../src/domain/model/datastores/datastore.ts'
import { countFiles } from '../../../../src/domain/model/files/count-files.ts'
import { createCountersCache } from '../../../../src/domain/model/items/read-counters.ts'
import type { BlobSources } from '../../../../src/domain/ports/blobs.ts'
import { putProject } from '../../../../src/domain/projects/put-project.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { errorRestsOn } from '../../../../src/functions/http/rests-on-reads.ts'
import { createFakeContainer } from '../../../support/fake-blobs.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { admin, createLongWorkWorld, image } from '../../../support/long-work-world.ts'
import { createForkableStore } from '../../../support/memory-store.ts'

/** A datastore that another instance corrects, or not, after this instance read it with a wrong container. */
const setUp = async (wrong: BlobSources['open'], corrected = true) => {
  const primary = createForkableStore(() => 1_000_000)
  const world = await createLongWorkWorld({}, primary)
  world.container.write('0.png', image(), 1000)
  const { datastore } = world.project
  const dataset = { id: 'all', kind: 'dataset', type: 'Files', mediaType: 'Image', datastore, path: '**' }
  await primary.batch('workspace', 'dataset', [
    { type: 'create', document: { ...dataset, createdAt: 0, createdBy: 'admin' } },
  ])
  const setUrl = async (containerUrl: string) => {
    const { document, etag } = (await primary.read('workspace', datastorePartition, datastore))!
    await primary.batch('workspace', datastorePartition, [
      { type: 'replace', document: { ...document, containerUrl }, ifMatch: etag },
    ])
  }
  await setUrl('https://account.blob.core.windows.net/wrong')
  const { store, decide } = createReadScope(createLaggingInstance(primary))
  if (corrected) await setUrl('https://account.blob.core.windows.net/right')
  let opened = 0
  const blobs: BlobSources = {
    ...world.container.sources,
    open: async (found: DatastoreDocument) => {
      opened += 1
      return found.containerUrl.endsWith('wrong') ? wrong(found) : world.container.sources.open(found)
    },
  }
  const { now } = world.deps
  const put = putProject({
    ...world.deps,
    store,
    tasks,
    counters: createCountersCache({ store, now }),
    countFiles: (files) => countFiles({ store, blobs, now }, files),
  })
  const input = {
    name: projectName.parse('new'),
    mediaType: 'Image' as const,
    taskType: 'MultiClass' as const,
    dataset: datasetName.parse('all'),
    settings: z.object(tasks.settings.createShape).parse({ labelClasses: [{ name: 'Cat' }] }),
    ifMatch: undefined,
  }
  return {
    create: () => decide(() => put(admin, input, world.workflows), errorRestsOn),
    opened: () => opened,
  }
}

const unreachable = () => Promise.reject(new DomainError('DatastoreUnreachable', 'No such container'))
const empty: BlobSources['open'] = (datastore) => createFakeContainer().sources.open(datastore)

describe('a project whose datastore was corrected on another instance a moment ago', () => {
  it.each([
    ['could not be reached', unreachable],
    ['had no files', empty],
  ])('is created although the container before %s', async (_, wrong) => {
    const { create } = await setUp(wrong)
    expect(await create()).toMatchObject({ operation: { work: 'import' } })
  })

  it.each([
    ['DatastoreUnreachable', unreachable],
    ['NoMatchingFiles', empty],
  ])('is refused after one listing if it was not corrected: %s', async (code, wrong) => {
    const { create, opened } = await setUp(wrong, false)
    await expect(create()).rejects.toMatchObject({ code })
    expect(opened()).toBe(1)
  })
})
