import { describe, expect, it } from '@jest/globals'
import { HttpRequest } from '@azure/functions'
import { maxJsonDepth } from '../../../../src/functions/http/check-json.ts'
import { maxBodyBytes, readBody } from '../../../../src/functions/http/read-body.ts'

const request = (
  content: string | Uint8Array,
  headers: Record<string, string> = { 'content-type': 'application/json' },
  method = 'POST',
) =>
  new HttpRequest({
    method,
    url: 'http://127.0.0.1/api/things',
    headers,
    body: typeof content === 'string' ? { string: content } : { bytes: content },
  })

const refusal = (code: string) => expect.objectContaining({ code })

describe('a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'APPLICATION/JSON ; charset=utf8',
  ])('is taken as %s', async (type) => {
    expect(await readBody(request('{"a":"é"}', { 'content-type': type }))).toEqual({ a: 'é' })
  })

  it.each([
    'text/plain',
    'application/json; charset=latin1',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json; x=y',
    'application/merge-patch+json',
  ])('is not taken as %s', async (type) => {
    await expect(readBody(request('{}', { 'content-type': type }))).rejects.toEqual(
      refusal('UnsupportedContentType'),
    )
  })

  it('may be a merge patch where something is patched', async () => {
    const headers = { 'content-type': 'application/merge-patch+json' }
    expect(await readBody(request('{"a":null}', headers, 'PATCH'))).toEqual({ a: null })
  })

  it.each(['', '{', '{"a":}', 'nothing', '\u0000'])('is refused as %j', async (content) => {
    await expect(readBody(request(content))).rejects.toEqual(refusal('InvalidRequest'))
  })

  it('is refused if it is not UTF-8', async () => {
    const bytes = Uint8Array.from([0x22, 0xc3, 0x28, 0x22])
    await expect(readBody(request(bytes))).rejects.toEqual(refusal('InvalidRequest'))
  })

  const arrays = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  const objects = (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)

  it('may be nested, but not deeper than anybody needs', async () => {
    for (const nested of [arrays, objects]) {
      expect(await readBody(request(nested(maxJsonDepth)))).toBeInstanceOf(Object)
      for (const depth of [maxJsonDepth + 1, 5000, Math.floor(maxBodyBytes / 6)])
        await expect(readBody(request(nested(depth)))).rejects.toEqual(
          expect.objectContaining({ code: 'InvalidRequest', message: expect.stringContaining('32 levels') }),
        )
    }
    await expect(readBody(request(arrays(maxBodyBytes / 2)))).rejects.toEqual(refusal('InvalidRequest'))
  })

  it.each([
    '{"__proto__":{"admin":true}}',
    '{"a":[{"b":{"__proto__":null}}]}',
    '{"\\u005f_proto__":1}',
    '[[{"__proto__":[]}]]',
  ])('is refused as %s', async (content) => {
    await expect(readBody(request(content))).rejects.toEqual(
      expect.objectContaining({
        code: 'InvalidRequest',
        details: [expect.objectContaining({ code: 'UnknownProperty', target: '__proto__' })],
      }),
    )
  })

  it('may have one megabyte, and not a byte more', async () => {
    const text = JSON.stringify('a'.repeat(maxBodyBytes - 2))
    expect(await readBody(request(text))).toHaveLength(maxBodyBytes - 2)
    await expect(readBody(request(`${text} `))).rejects.toEqual(refusal('RequestTooLarge'))
  })

  it('that did not arrive says so, where the host drops it for its unknown length', async () => {
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    await expect(readBody(request('', headers))).rejects.toEqual(
      expect.objectContaining({ code: 'InvalidRequest', message: expect.stringContaining('Content-Length') }),
    )
    // A host that passes it on.
    expect(await readBody(request('{}', headers))).toEqual({})
  })
})
