import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { operationId } from '../../../../src/domain/core/ids.ts'
import { operationPartition, operations } from '../../../../src/domain/model/operations/operation.ts'
import { startOperation } from '../../../../src/domain/model/operations/start-operation.ts'
import { defineActivity, runActivity } from '../../../../src/functions/orchestrations/activity.ts'
import { getOperation } from '../../../../src/domain/operations/get-operation.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { refreshProjectRoute } from '../../../../src/functions/refresh/refresh-project.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createLongWorkWorld } from '../../../support/long-work-world.ts'
import { createTelemetryWorld } from '../../../support/telemetry-world.ts'

const requestId = 'from-the-browser-1'

const stepThatThrows = (error: Error) =>
  defineActivity({
    name: 'someStep',
    input: z.unknown(),
    output: z.unknown(),
    run: async () => {
      throw error
    },
  })

/** A refresh that was asked for over HTTP. */
const refreshedWorld = async () => {
  const world = await createLongWorkWorld({ status: 'Running' })
  const app = createHttpApp(
    [refreshProjectRoute(refreshProject(world.deps), getOperation(world.deps))],
    world.deps,
  )
  const answer = await app.send('POST', `/projects/${world.project.id}/refresh`, {
    as: 'admin:Admin',
    headers: { 'x-ms-client-request-id': requestId },
  })
  expect(answer.status).toBe(202)
  const [operation] = app.started
  if (!operation) throw new Error('Nothing was started')
  const lines: { level: string; message: string; fields: unknown }[] = []
  const deps = {
    ...world.deps,
    log: (level: string, message: string, fields: unknown) => void lines.push({ level, message, fields }),
  }
  return { world, operation, lines, deps }
}

describe('from a request to the steps that it leads to', () => {
  it('the operation keeps the id of the request', async () => {
    const { world, operation } = await refreshedWorld()
    const kept = await operations.read(world.store, operationPartition, operation.id)
    expect(kept?.document.requestId).toBe(requestId)
  })

  const unexpected = new TypeError('no', { cause: new Error('the reason') })
  const passing = new DomainError('ServiceUnavailable', 'not now')
  const final = new DomainError('DatasetInUse', 'not so')

  it.each([
    ['Error', 'someStep failed', unexpected],
    ['Warning', 'someStep failed; it is retried', passing],
    ['Warning', 'someStep failed; it is not retried', final],
  ])('%s "%s" names operation, request and cause', async (level, message, error) => {
    const { operation, lines, deps } = await refreshedWorld()
    const run = runActivity(stepThatThrows(error), deps, { operation: operation.id }, 'invocation')
    await (error === final ? run : expect(run).rejects.toThrow())
    expect(lines).toEqual([
      {
        level,
        message,
        fields: { operationId: operation.id, requestId, invocationId: 'invocation', error },
      },
    ])
  })

  it('a step that refuses what the caller expected leaves a line without a stack', async () => {
    const { operation, lines, deps } = await refreshedWorld()
    const refusal = new DomainError('PreconditionFailed', 'Not so many; count again')
    const result = await runActivity(stepThatThrows(refusal), deps, { operation: operation.id }, 'invocation')
    expect(result).toEqual({ failed: { code: 'PreconditionFailed', message: 'Not so many; count again' } })
    expect(lines).toEqual([
      {
        level: 'Information',
        message: 'someStep refused its work',
        fields: {
          operationId: operation.id,
          requestId,
          invocationId: 'invocation',
          code: 'PreconditionFailed',
          reason: 'Not so many; count again',
        },
      },
    ])
  })

  it('steps that carry their operation further inside name it, too', async () => {
    const { operation, lines, deps } = await refreshedWorld()
    const input = { work: { project: 'p', uid: 'u', operation: operation.id }, segment: 0 }
    await runActivity(stepThatThrows(final), deps, input, 'invocation')
    expect(lines).toMatchObject([{ fields: { operationId: operation.id, requestId } }])
  })

  it('a line is written even if the store cannot say more', async () => {
    const { operation, lines, deps } = await refreshedWorld()
    const store = { ...deps.store, read: () => Promise.reject(new Error('down')) }
    await runActivity(stepThatThrows(final), { ...deps, store }, { operation: operation.id }, 'invocation')
    expect(lines).toEqual([
      {
        level: 'Warning',
        message: 'someStep failed; it is not retried',
        fields: { operationId: operation.id, invocationId: 'invocation', error: final },
      },
    ])
  })

  it('requests and steps are measured, and traced with their ids', async () => {
    const { telemetry, points, spans } = createTelemetryWorld()
    const world = await createLongWorkWorld({ status: 'Running' })
    const app = createHttpApp([refreshProjectRoute(refreshProject(world.deps), getOperation(world.deps))], {
      ...world.deps,
      telemetry,
    })
    const headers = { 'x-ms-client-request-id': requestId }
    await app.send('POST', '/projects/nobody/refresh', { as: 'admin:Admin', headers })
    const deps = { ...world.deps, telemetry }
    await runActivity(stepThatThrows(final), deps, { operation: 'op' }, 'invocation')
    expect(await points()).toMatchObject([
      {
        name: 'etiquette.requests.refused',
        attributes: { operation: 'refreshProject', code: 'ProjectNotFound' },
      },
      { name: 'etiquette.request.duration', attributes: { operation: 'refreshProject', status: 404 } },
      { name: 'etiquette.step.duration', attributes: { step: 'someStep', outcome: 'failed' } },
    ])
    expect(spans().map(({ name, attributes }) => ({ name, attributes }))).toMatchObject([
      { name: 'refreshProject', attributes: { requestId, 'http.response.status_code': 404 } },
      { name: 'someStep', attributes: { operationId: 'op' } },
    ])
  })

  it('work that a timer starts has no request', async () => {
    const world = await createLongWorkWorld({ status: 'Running' })
    const started = await startOperation(world.deps, world.workflows, {
      id: operationId.parse('by-a-timer'),
      work: 'refresh',
      full: false,
      project: world.project.id,
      projectUid: world.project.uid,
      startedBy: 'refresh',
    })
    expect(started.requestId).toBeUndefined()
  })
})
