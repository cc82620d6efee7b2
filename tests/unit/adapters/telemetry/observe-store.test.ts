import { beforeEach, describe, expect, it } from '@jest/globals'
import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline'
import { createMeteredClient } from '../../../../src/adapters/telemetry/create-metered-client.ts'
import { observeStore } from '../../../../src/adapters/telemetry/observe-store.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { startOperation } from '../../../../src/domain/model/operations/start-operation.ts'
import { exportId, operationId } from '../../../../src/domain/core/ids.ts'
import { measureProjects } from '../../../../src/domain/projects/measure-projects.ts'
import {
  callerOf,
  createLabelingService,
  makeProject,
  setUpProject,
} from '../../../support/labeling-world.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { createRecordingWorkflows } from '../../../support/run-workflow.ts'
import { createTelemetryWorld } from '../../../support/telemetry-world.ts'

const project = makeProject({ createdAt: 0 })
const ana = callerOf('ana')
let world: ReturnType<typeof createTelemetryWorld>
let clock = 0
const now = () => clock
const open = () => observeStore(createMemoryStore(now), world.telemetry)

beforeEach(() => {
  world = createTelemetryWorld()
  clock = 60_000
})

const valuesOf = async (...names: string[]) =>
  (await world.points()).filter(({ name }) => names.includes(name)).map(({ name, value }) => [name, value])

describe('a store that is observed', () => {
  it('counts pages and answers once, and tells the queue', async () => {
    const store = open()
    let ids = 0
    const service = createLabelingService(store, now, () => `id${(ids += 1)}`)
    await setUpProject(
      store,
      project,
      ['ana'],
      Array.from({ length: 5 }, (_, index) => `${index}.png`),
    )
    const next = await service.takePage(ana, { project: project.id, size: 3 })
    if (!('page' in next)) throw new Error('There is no page')
    const { telemetry } = world
    expect(await measureProjects({ store, now, telemetry })).toBe(1)
    const gauges = ['etiquette.queue.depth', 'etiquette.leases.live', 'etiquette.pages.granted']
    expect(Object.fromEntries(await valuesOf(...gauges))).toMatchObject({
      'etiquette.queue.depth': { count: 1, max: 5 },
      'etiquette.leases.live': { count: 1, max: 1 },
      'etiquette.pages.granted': 1,
    })
    const { page, items } = next.page
    const answers = items.map(({ id }) => ({ item: id, labels: ['Cat'] }))
    await service.submitPage(ana, { project: project.id, page, answers })
    await service.submitPage(ana, { project: project.id, page, answers })
    expect(await valuesOf('etiquette.answers.accepted')).toEqual([['etiquette.answers.accepted', 3]])
  })

  it('tells how long work took, once', async () => {
    const store = open()
    const id = operationId.parse('exp-1')
    const intent = { id, work: 'delete', deleteFiles: false, startedBy: 'ana' } as const
    await startOperation({ store, now }, createRecordingWorkflows(), {
      ...intent,
      project: project.id,
      projectUid: project.uid,
    })
    clock += 4000
    await endOperation({ store, now }, id, { status: 'Succeeded', done: 12 })
    await endOperation({ store, now }, id, { status: 'Canceled' })
    const points = (await world.points()).filter(({ name }) => name.startsWith('etiquette.work'))
    expect(points).toMatchObject([
      {
        attributes: { work: 'delete', status: 'Succeeded', project: project.id },
        value: { count: 1, sum: 4 },
      },
      { attributes: { work: 'delete', status: 'Succeeded' }, value: { count: 1, sum: 12 } },
    ])
  })

  it('names the export of work that failed, as its alert does', async () => {
    const store = open()
    const id = operationId.parse('exp-2')
    const intent = { id, work: 'export', export: exportId.parse('v1'), startedBy: 'ana' } as const
    await startOperation({ store, now }, createRecordingWorkflows(), {
      ...intent,
      project: project.id,
      projectUid: project.uid,
    })
    const error = { code: 'InternalError', message: 'It failed' }
    await endOperation({ store, now }, id, { status: 'Failed', error })
    const duration = (await world.points()).find(({ name }) => name === 'etiquette.work.duration')
    expect(duration?.attributes).toMatchObject({ status: 'Failed', project: project.id, export: 'v1' })
  })

  it('times what fails, and fails likewise', async () => {
    const failing = { ...createMemoryStore(now), ping: () => Promise.reject(new Error('down')) }
    const store = observeStore(failing, world.telemetry)
    await expect(store.ping()).rejects.toThrow('down')
    expect(await world.points()).toMatchObject([
      {
        name: 'etiquette.store.duration',
        attributes: { call: 'ping', outcome: 'failed' },
        value: { count: 1 },
      },
    ])
  })
})

it('request units are counted where they were spent', async () => {
  const { telemetry } = world
  const client = createMeteredClient(telemetry, {
    sendRequest: async (request) => ({
      request,
      status: 200,
      headers: createHttpHeaders({ 'x-ms-request-charge': '2.5' }),
    }),
  })
  await telemetry.span({ name: 'getItem', kind: 'request' }, () =>
    client.sendRequest(createPipelineRequest({ url: 'https://x.documents.azure.com' })),
  )
  expect(await world.points()).toEqual([
    { name: 'etiquette.database.units', attributes: { operation: 'getItem' }, value: 2.5 },
  ])
})
