import { expect, it } from '@jest/globals'
import { z } from 'zod'
import { datasetName, projectName } from '../../../../src/domain/core/ids.ts'
import { datasetPartition } from '../../../../src/domain/model/datasets/dataset.ts'
import { countFiles } from '../../../../src/domain/model/files/count-files.ts'
import { createCountersCache } from '../../../../src/domain/model/items/read-counters.ts'
import { getProgress } from '../../../../src/domain/projects/get-progress.ts'
import { putProject } from '../../../../src/domain/projects/put-project.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { toOperation } from '../../../../src/functions/operations/operation-schemas.ts'
import { admin, createLongWorkWorld, image } from '../../../support/long-work-world.ts'
import { refresh } from '../../../support/refresh-world.ts'

const svg = { reason: 'UnknownExtension', extension: 'svg' }

it('an import and each refresh tell what they left out, in operation and progress', async () => {
  const world = await createLongWorkWorld({ path: 'f/**' })
  const write = (...names: readonly string[]): void => {
    for (const name of names) world.container.write(name, image(), world.clock.now)
  }
  write('f/a.png', 'f/b.svg', 'f/c.svg', 'f/LICENSE', 'f/d/../e.png', 'g/h.svg')
  world.container.pageSize = 2
  const { id } = await world.startImport()
  await world.runStarted()
  const operation = toOperation(await world.readOperation(id))
  expect(operation).toMatchObject({
    work: 'import',
    project: world.project.id,
    status: 'Succeeded',
    done: 1,
    changes: { new: 1, changed: 0, back: 0, missing: 0 },
  })
  expect(operation.files).toEqual({
    matched: 5,
    chosen: 1,
    leftOut: {
      count: 4,
      reasons: [
        { ...svg, count: 2, examples: ['f/b.svg', 'f/c.svg'] },
        { reason: 'NoExtension', count: 1, examples: ['f/LICENSE'] },
        { reason: 'UnaddressableName', count: 1, examples: ['f/d/../e.png'] },
      ],
    },
    complete: true,
  })
  world.clock.now += 1000
  write('f/i.png', 'f/j.svg')
  world.container.files.delete('f/LICENSE')
  const next = await refresh(world)
  const files = { matched: 6, chosen: 2, leftOut: [{ ...svg, count: 3 }, { reason: 'UnaddressableName' }] }
  expect(next).toMatchObject({ changes: { new: 1, missing: 0 }, files })
  expect(await getProgress(world.deps)(admin, world.project.id)).toMatchObject({ files })
})

it('a dataset without an image tells what matches and what is accepted', async () => {
  const world = await createLongWorkWorld()
  const names = ['1.svg', '2.svg', '3.svg', '4.svg', '5.svg', 'x/LICENSE', 'x/README']
  for (const name of names) world.container.write(name, image(), 0)
  const common = { kind: 'dataset', type: 'Files', mediaType: 'Image', createdAt: 0, createdBy: 'x' }
  const document = { ...common, id: 'all', datastore: world.project.datastore, path: '**' }
  await world.store.batch('workspace', datasetPartition, [{ type: 'create', document }])
  const create = putProject({
    ...world.deps,
    counters: createCountersCache(world.deps),
    countFiles: (dataset) => countFiles(world.deps, dataset),
  })
  const input = {
    name: projectName.parse('new'),
    mediaType: 'Image' as const,
    taskType: 'MultiClass',
    dataset: datasetName.parse('all'),
    settings: z.object(tasks.settings.createShape).parse({ labelClasses: [{ name: 'Cat' }] }),
    ifMatch: undefined,
  }
  await expect(create(admin, input, world.workflows)).rejects.toMatchObject({
    code: 'NoMatchingFiles',
    message: expect.stringMatching(
      /^'\*\*' in the datastore '.*': 7 files match, none is an image type .* \(\.svg 5, no extension 2\); accepted: \.\w+, .*\. Browse/,
    ),
  })
})
