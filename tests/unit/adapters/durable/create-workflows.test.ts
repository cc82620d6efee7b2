import { describe, expect, it } from '@jest/globals'
import {
  createWorkflows,
  type OrchestrationClient,
} from '../../../../src/adapters/durable/create-workflows.ts'
import type { OperationDocument } from '../../../../src/domain/model/operations/operation.ts'

const operation = { id: 'op1', work: 'import', open: true } as OperationDocument
const unknown = new Error(
  'DurableClient error: Durable Functions extension replied with HTTP 404 response. This usually means we could not find any data associated with the instanceId provided: op1.',
)

const setUp = (states: readonly (string | Error)[], startFails?: Error) => {
  const calls: unknown[] = []
  let asked = 0
  const client = {
    getStatus: () => {
      const state = states[Math.min(asked, states.length - 1)]
      asked += 1
      return state instanceof Error ? Promise.reject(state) : Promise.resolve({ runtimeStatus: state })
    },
    startNew: (name: string, options: unknown) => {
      calls.push([name, options])
      return startFails ? Promise.reject(startFails) : Promise.resolve('op1')
    },
  } as unknown as OrchestrationClient
  return { workflows: createWorkflows(client), calls }
}

describe('workflows on Durable Functions', () => {
  it.each([unknown, 'Failed', 'Terminated', 'Completed'])(
    'start what is not there or has ended: %s',
    async (state) => {
      const { workflows, calls } = setUp([state])
      await workflows.start(operation)
      expect(calls).toEqual([['importProject_v4', { instanceId: 'op1', input: { operation: 'op1' } }]])
    },
  )

  it.each(['Running', 'Pending', 'ContinuedAsNew', 'Suspended'])('leave alone: %s', async (state) => {
    const { workflows, calls } = setUp([state])
    await workflows.start(operation)
    expect(calls).toEqual([])
  })

  it('never start what has ended', async () => {
    const { workflows, calls } = setUp([unknown])
    const { open: _, ...ended } = operation
    await workflows.start(ended)
    expect(calls).toEqual([])
  })

  it('take it well when somebody else was faster, and only that', async () => {
    const refused = new Error('replied with HTTP 409: already running')
    await setUp([unknown, 'Running'], refused).workflows.start(operation)
    await expect(setUp([unknown, unknown], refused).workflows.start(operation)).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    })
    await expect(setUp([new Error('ECONNREFUSED')]).workflows.start(operation)).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    })
  })
})
