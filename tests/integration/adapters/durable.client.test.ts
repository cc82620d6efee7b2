import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { createWorkHistory } from '../../../src/adapters/durable/create-work-history.ts'
import { createWorkflows } from '../../../src/adapters/durable/create-workflows.ts'
import { testSite } from '../../support/run-workflow.ts'

interface Reply {
  readonly status: number
  readonly body?: unknown
}

/** The unmodified client, on a server that responds as the extension does. */
const openClient = (port: number): df.DurableClient => {
  const input = df.input.durableClient()
  const context = new InvocationContext({ options: { extraInputs: [input] } })
  context.extraInputs.set(input, {
    taskHubName: 'Hub',
    creationUrls: {},
    managementUrls: { id: 'INSTANCEID' },
    rpcBaseUrl: `http://127.0.0.1:${port}/durable/`,
  })
  return df.getClient(context)
}

let server: Server
let replies: Record<string, Reply>
let asked: string[]

beforeEach(async () => {
  replies = {}
  asked = []
  server = createServer((request, response) => {
    const call = `${request.method} ${(request.url ?? '').replace('/durable/', '')}`
    asked.push(call)
    const { status, body } = replies[call.split('?')[0] ?? ''] ?? { status: 404 }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body === undefined ? '' : JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

const open = (): df.DurableClient => openClient((server.address() as AddressInfo).port)
const work = { id: 'op1', work: 'delete', open: true } as const

it('the purge names period and states, and nothing to purge is no error', async () => {
  const history = createWorkHistory(open())
  const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2)]
  expect(await history.purge(from, to)).toBe(0)
  expect(asked).toEqual([
    'DELETE instances/?createdTimeFrom=2026-01-01T00:00:00.000Z&createdTimeTo=2026-01-02T00:00:00.000Z&runtimeStatus=Completed,Failed,Terminated,Canceled',
  ])
  replies['DELETE instances/'] = { status: 200, body: { instancesDeleted: 7 } }
  expect(await history.purge(0, to)).toBe(7)
  replies['DELETE instances/'] = { status: 500 }
  await expect(history.purge(0, to)).rejects.toMatchObject({ code: 'ServiceUnavailable' })
})

it.each([202, 410, 404])('the end of an instance is accepted with %d', async (status) => {
  replies['POST instances/op1/terminate'] = { status }
  await createWorkflows(open(), testSite).end(work)
  expect(asked).toEqual(['POST instances/op1/terminate?reason=no-progress'])
})

it('the end of an instance that is refused is tried again later', async () => {
  replies['POST instances/op1/terminate'] = { status: 500 }
  await expect(createWorkflows(open(), testSite).end(work)).rejects.toMatchObject({
    code: 'ServiceUnavailable',
  })
})

it('an unknown instance is started, a running one is seen with its turn', async () => {
  const workflows = createWorkflows(open(), testSite)
  expect(await workflows.find(work)).toEqual({ state: 'Absent', turn: '' })
  replies['POST orchestrators/deleteProject_v4/op1'] = { status: 202, body: { id: 'op1' } }
  await workflows.start(work)
  expect(asked.at(-1)).toBe('POST orchestrators/deleteProject_v4/op1')
  replies['GET instances/op1'] = {
    status: 202,
    body: {
      name: 'deleteProject_v4',
      instanceId: 'op1',
      runtimeStatus: 'Running',
      input: null,
      output: null,
      createdTime: '2026-11-28T10:00:00Z',
      lastUpdatedTime: '2026-11-28T10:00:05Z',
    },
  }
  expect(await workflows.find(work)).toEqual({
    state: 'Running',
    turn: '2026-11-28T10:00:00.000Z 2026-11-28T10:00:05.000Z',
  })
})
