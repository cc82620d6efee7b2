import { expect, it } from '@jest/globals'
import { z } from 'zod'
import { defineRoute } from '../../../../src/functions/http/route.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const size = 40 * 2 ** 20

/** A file whose stream tells whether it was read, and whether it was given back. */
const openFile = () => {
  const seen = { pulls: 0, canceled: 0 }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        seen.pulls += 1
        controller.enqueue(new Uint8Array(size))
        controller.close()
      },
      cancel: () => {
        seen.canceled += 1
      },
    },
    { highWaterMark: 0 },
  )
  return { seen, stream }
}

const app = (file: ReturnType<typeof openFile>, reserveContent?: () => Promise<() => void>) => {
  const route = defineRoute(
    {
      operation: 'getFile',
      method: 'GET',
      path: '/files/{file}',
      summary: 'Get a file',
      tag: 'Service',
      access: 'AnyRole',
      params: z.object({ file: z.string() }),
      responses: { 200: { description: 'The file', content: ['image/png'], headers: ['ETag'] } },
      errors: [],
    },
    {
      run: async () => file.stream,
      present: (stream) => ({
        status: 200,
        etag: 'e1',
        content: { stream, length: size },
        headers: { 'content-type': 'image/png', 'content-length': String(size) },
      }),
    },
  )
  return createHttpApp([route], {
    store: createMemoryStore(() => 0),
    ...(reserveContent && { reserveContent }),
  })
}

const ann = { as: 'ann:Labeler' }

it('HEAD of a file reads none of it, needs no room for it, and gives its source back', async () => {
  const file = openFile()
  const refuse = () => Promise.reject(new Error('No room is needed'))
  const answer = await app(file, refuse).send('HEAD', '/files/a', ann)
  expect(answer).toMatchObject({
    status: 200,
    text: '',
    headers: { 'content-length': String(size), 'content-type': 'image/png', etag: '"e1"' },
  })
  expect(file.seen).toEqual({ pulls: 0, canceled: 1 })
})

it('HEAD of a file that has not changed is 304', async () => {
  const file = openFile()
  const headers = { 'if-none-match': '"e1"' }
  expect(await app(file).send('HEAD', '/files/a', { ...ann, headers })).toMatchObject({ status: 304 })
  expect(file.seen).toEqual({ pulls: 0, canceled: 1 })
})
