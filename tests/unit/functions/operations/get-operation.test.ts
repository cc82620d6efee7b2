import { expect, test } from '@jest/globals'
import { operationPartition } from '../../../../src/domain/model/operations/operation.ts'
import { createAccessWorld } from '../../../support/access-world.ts'

test('an operation says when to read it again as long as it runs', async () => {
  const { send, own, store } = await createAccessWorld('Admin')
  const read = async () => send('GET', `/operations/${own.operation}`, { as: 'lead:Admin' })
  const running = await read()
  expect([running.status, running.json['status'], running.headers['retry-after']]).toEqual([
    200,
    'Running',
    '2',
  ])
  const { document, etag } = (await store.read('workspace', operationPartition, own.operation))!
  const { open: _, ...rest } = document
  await store.batch('workspace', operationPartition, [
    { type: 'replace', document: { ...rest, status: 'Canceled', endedAt: 1 }, ifMatch: etag },
  ])
  const ended = await read()
  expect([ended.status, ended.json['status']]).toEqual([200, 'Canceled'])
  expect(ended.headers).not.toHaveProperty('retry-after')
})
