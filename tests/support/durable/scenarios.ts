import { expect } from '@jest/globals'
import { createHash } from 'node:crypto'
import { exportContainer } from '../../../local/platform/containers.ts'
import type { WorkKind } from '../../../src/domain/ports/orchestration-names.ts'
import { deleteFilesOfExportStep } from '../../../src/functions/exports/delete-export-steps.ts'
import { exportPartStep } from '../../../src/functions/exports/export-steps.ts'
import { deleteSegmentStep } from '../../../src/functions/projects/delete-steps.ts'
import { recountSegmentStep } from '../../../src/functions/recount/recount-steps.ts'
import { importFilesStep, refreshFilesStep } from '../../../src/functions/refresh/refresh-steps.ts'
import { changeMatchingStep } from '../../../src/functions/bulk/bulk-steps.ts'
import { pictures } from '../crash-labelers.ts'
import type { Reply } from '../person.ts'
import { picture, type ServiceWorld } from '../service-world.ts'
import { until } from '../until.ts'

/** Long work of one kind, in a project of its own. */
export interface Scenario {
  /** The step in which it is disturbed. */
  readonly step: string
  readonly prepare: (world: ServiceWorld, project: string) => Promise<void>
  /** Starts the work, and changes nothing else. */
  readonly start: (world: ServiceWorld, project: string) => Promise<Reply>
  /** Holds what is there against what should be: counts, files, checksums. */
  readonly check: (world: ServiceWorld, project: string, operation: Reply) => Promise<void>
}

const count = 12
/** Four segments, as if many more files came later. */
const settings = { expectedItems: 80_000 }
const names = pictures(count)

const addProject = (world: ServiceWorld, project: string): Promise<void> =>
  world.addProject(project, names, settings)

const addLabeled = async (world: ServiceWorld, project: string): Promise<void> => {
  await addProject(world, project)
  const { status } = await world.lead('PUT', `/projects/${project}/members/ana`, {
    body: { role: 'Labeler' },
  })
  expect(status).toBe(201)
  const ana = await world.person('ana', 'Labeling.Labeler')
  // The stand-in of Cosmos DB is in the test's own process: while that is busy, the service answers 503.
  const post = (path: string, body: object): Promise<Reply> =>
    until(
      () => ana('POST', `/projects/${project}/pages${path}`, { body }),
      ({ status }) => status === 200,
    )
  // A page has items of one segment.
  for (let left = count; left > 0;) {
    const { body } = await post('', { size: left })
    const answers = body.items.map(({ id }: { id: string }) => ({ item: id, labels: ['Cat'] }))
    expect(answers).not.toEqual([])
    await post(`/${body.id}/submit`, { answers })
    left -= answers.length
  }
}

const startExport = (world: ServiceWorld, project: string): Promise<Reply> =>
  world.lead('POST', `/projects/${project}/exports`, { body: { format: 'Csv' } })

const onlyExport = async ({ lead }: ServiceWorld, project: string): Promise<string> => {
  const { body } = await lead('GET', `/projects/${project}/exports`)
  expect(body.value).toHaveLength(1)
  return body.value[0].id
}

/** The blobs of an export, or of all exports of a project. */
export const filesBelow = async (world: ServiceWorld, part: string): Promise<readonly string[]> => {
  const found: string[] = []
  for await (const { name } of world.container(exportContainer).listBlobsFlat())
    if (name.includes(part)) found.push(name)
  return found
}

/** Reads each file of an export and holds it against its checksum. */
export const expectFiles = async (world: ServiceWorld, project: string, rows: number): Promise<void> => {
  const { body } = await world.lead('GET', `/projects/${project}/exports/${await onlyExport(world, project)}`)
  expect(body).toMatchObject({ status: 'Succeeded', exportedRowCount: rows, totalRowCount: rows })
  const files = body.files as { name: string; sha256: string; contentUrl: string }[]
  expect(files.map(({ name }) => name)).toContainEqual(expect.stringMatching(/\.csv$/))
  for (const { name, sha256, contentUrl } of files) {
    const bytes = Buffer.from(await (await fetch(contentUrl)).arrayBuffer())
    expect([name, createHash('sha256').update(bytes).digest('hex')]).toEqual([name, sha256])
  }
}

const expectProgress = async ({ lead }: ServiceWorld, project: string, expected: object): Promise<void> => {
  expect((await lead('GET', `/projects/${project}/progress`)).body).toMatchObject(expected)
}

/** Every kind of long work is disturbed; a new one needs a line here. */
export const scenarios: Readonly<Record<WorkKind, Scenario>> = {
  import: {
    step: importFilesStep.name,
    prepare: async (world, project) => {
      await world.upload(project, names)
      await world.addDatastore(project, project)
      const dataset = { mediaType: 'Image', datastore: project, path: '**' }
      expect((await world.lead('PUT', `/datasets/${project}`, { body: dataset })).status).toBe(201)
    },
    start: (world, project) =>
      world.lead('PUT', `/projects/${project}`, {
        body: {
          mediaType: 'Image',
          taskType: 'MultiClass',
          dataset: project,
          labelClasses: [{ name: 'Cat' }],
          ...settings,
        },
      }),
    check: (world, project) =>
      expectProgress(world, project, { total: count, unlabeled: count, problems: 0, headersPending: 0 }),
  },
  refresh: {
    step: refreshFilesStep.name,
    prepare: async (world, project) => {
      await addProject(world, project)
      await world.upload(project, ['new-1.png', 'new-2.png'], picture(7))
      await world.container(project).deleteBlob('0.png')
    },
    start: (world, project) => world.lead('POST', `/projects/${project}/refresh`),
    check: (world, project) =>
      expectProgress(world, project, {
        total: count + 2,
        unlabeled: count + 2,
        missing: 1,
        headersPending: 0,
      }),
  },
  export: {
    step: exportPartStep.name,
    prepare: addLabeled,
    start: startExport,
    check: (world, project) => expectFiles(world, project, count),
  },
  deleteExport: {
    step: deleteFilesOfExportStep.name,
    prepare: async (world, project) => {
      await addLabeled(world, project)
      const { headers } = await startExport(world, project)
      await world.waitFor(headers.get('operation-location'))
    },
    start: async (world, project) =>
      world.lead('DELETE', `/projects/${project}/exports/${await onlyExport(world, project)}`),
    check: async (world, project, { body }) => {
      expect((await world.lead('GET', `/projects/${project}/exports`)).body.value).toEqual([])
      expect(await filesBelow(world, body.export)).toEqual([])
    },
  },
  delete: {
    step: deleteSegmentStep.name,
    prepare: async (world, project) => {
      await addLabeled(world, project)
      const { headers } = await startExport(world, project)
      await world.waitFor(headers.get('operation-location'))
    },
    start: (world, project) => world.lead('DELETE', `/projects/${project}`, { headers: { 'if-match': '*' } }),
    check: async (world, project) => {
      expect((await world.lead('GET', `/projects/${project}`)).status).toBe(404)
      expect(await filesBelow(world, `${project}/`)).toEqual([])
    },
  },
  recount: {
    step: recountSegmentStep.name,
    prepare: addLabeled,
    start: (world, project) => world.lead('POST', `/projects/${project}/recount`),
    check: async (world, project, { body }) => {
      expect(body).toMatchObject({ done: count, recount: { differenceCount: 0, busySegments: [] } })
      await expectProgress(world, project, { total: count, labeled: count })
    },
  },
  removeItems: {
    step: changeMatchingStep.name,
    prepare: addProject,
    start: (world, project) =>
      world.lead('POST', `/projects/${project}/remove-items`, {
        body: { filter: { pathPrefix: '1' }, expectedCount: 3 },
      }),
    check: (world, project) => expectProgress(world, project, { removed: 3, unlabeled: count - 3 }),
  },
  reviewItems: {
    step: changeMatchingStep.name,
    prepare: addLabeled,
    start: (world, project) =>
      world.lead('POST', `/projects/${project}/review-items`, {
        body: { action: 'Approve', filter: { state: 'labeled' }, expectedCount: count },
      }),
    check: async (world, project, { body }) => {
      expect(body).toMatchObject({ done: count, left: 0 })
      await expectProgress(world, project, { approved: count, labeled: 0 })
    },
  },
}
