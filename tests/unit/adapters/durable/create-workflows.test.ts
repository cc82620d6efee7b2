import { describe, expect, it } from '@jest/globals'
import {
  createWorkflows,
  type OrchestrationClient,
} from '../../../../src/adapters/durable/create-workflows.ts'
import type { OperationDocument } from '../../../../src/domain/model/operations/operation.ts'
import { testSite } from '../../../support/run-workflow.ts'

const operation = { id: 'op1', work: 'import', open: true } as OperationDocument
const unknown = new Error(
  'DurableClient error: Durable Functions extension replied with HTTP 404 response. This usually means we could not find any data associated with the instanceId provided: op1.',
)
const updated = '2026-11-28T10:00:05Z'

const setUp = (
  states: readonly (string | Error)[],
  { startFails, endFails }: { readonly startFails?: Error; readonly endFails?: Error } = {},
) => {
  const calls: unknown[] = []
  let asked = 0
  const client = {
    getStatus: () => {
      const state = states[Math.min(asked, states.length - 1)]
      asked += 1
      return state instanceof Error
        ? Promise.reject(state)
        : Promise.resolve({
            name: 'importProject_v3',
            runtimeStatus: state,
            createdTime: new Date('2026-11-28T10:00:00Z'),
            lastUpdatedTime: new Date(updated),
          })
    },
    startNew: (name: string, options: unknown) => {
      calls.push([name, options])
      return startFails ? Promise.reject(startFails) : Promise.resolve('op1')
    },
    terminate: (id: string) => {
      calls.push(['terminate', id])
      return endFails ? Promise.reject(endFails) : Promise.resolve()
    },
  } as unknown as OrchestrationClient
  return { workflows: createWorkflows(client, testSite), calls }
}

describe('workflows on Durable Functions', () => {
  // An instance of an earlier version fails on the first turn after an upgrade, and continues under the present name.
  it.each([unknown, 'Failed', 'Terminated', 'Completed', 'Canceled'])(
    'start what is not there or has ended: %s',
    async (state) => {
      const { workflows, calls } = setUp([state])
      await workflows.start(operation)
      expect(calls).toEqual([['importProject_v4', { instanceId: 'op1', input: { operation: 'op1' } }]])
      expect(await workflows.find(operation)).toMatchObject({ state: 'Absent' })
    },
  )

  it.each(['Running', 'Pending', 'ContinuedAsNew', 'Suspended'])('leave alone: %s', async (state) => {
    const { workflows, calls } = setUp([state])
    await workflows.start(operation)
    expect(calls).toEqual([])
    expect(await workflows.find(operation)).toEqual({
      state: state === 'Suspended' ? 'Held' : 'Running',
      turn: '2026-11-28T10:00:00.000Z 2026-11-28T10:00:05.000Z',
    })
  })

  it('never start what has ended', async () => {
    const { workflows, calls } = setUp([unknown])
    const { open: _, ...ended } = operation
    await workflows.start(ended)
    expect(calls).toEqual([])
  })

  it('take it well when somebody else was faster, and only that', async () => {
    const startFails = new Error('replied with HTTP 409: already running')
    await setUp([unknown, 'Running'], { startFails }).workflows.start(operation)
    await expect(setUp([unknown, unknown], { startFails }).workflows.start(operation)).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    })
    await expect(setUp([new Error('ECONNREFUSED')]).workflows.start(operation)).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    })
  })

  it('end an instance, also one that is not there, and tell what fails', async () => {
    const { workflows, calls } = setUp(['Running'])
    await workflows.end(operation)
    expect(calls).toEqual([['terminate', 'op1']])
    await setUp([], { endFails: new Error("No instance with ID 'op1' found.") }).workflows.end(operation)
    await expect(
      setUp([], { endFails: new Error('ECONNREFUSED') }).workflows.end(operation),
    ).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  })
})
