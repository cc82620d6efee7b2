import { HttpResponse } from '@azure/functions'
import { describe, expect, it } from '@jest/globals'
import { toHostResponse } from '../../../../src/functions/http/bytes-response.ts'

const read = async (response: ReturnType<typeof toHostResponse>) => {
  const read = response instanceof HttpResponse ? response : new HttpResponse(response)
  return { status: read.status, headers: Object.fromEntries(read.headers), bytes: await read.arrayBuffer() }
}

describe('the response for the library', () => {
  it('has the bytes themselves, not a copy', async () => {
    const body = Uint8Array.from([1, 2, 3])
    const { status, headers, bytes } = await read(
      toHostResponse({ status: 206, headers: { etag: '"a"' }, body }),
    )
    expect([status, headers]).toEqual([206, { etag: '"a"' }])
    expect(bytes).toBe(body.buffer)
  })

  it('has only the bytes of a view', async () => {
    const body = Uint8Array.from([0, 1, 2, 3]).subarray(1, 3)
    const { bytes } = await read(toHostResponse({ body }))
    expect(new Uint8Array(bytes)).toEqual(Uint8Array.from([1, 2]))
  })

  it.each([{ status: 200, body: '{"a":"é"}' }, { status: 204 }])('is the same for %j', async (init) => {
    const { status, bytes } = await read(toHostResponse(init))
    expect([status, Buffer.from(bytes).toString()]).toEqual([init.status, init.body ?? ''])
  })
})
