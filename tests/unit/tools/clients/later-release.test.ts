import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createServer, type Server } from 'node:http'
import {
  laterBody,
  laterCode,
  startLaterRelease,
  type LaterRelease,
} from '../../../../tools/clients/later-release.ts'

describe('a body of a later release', () => {
  it('has a new property in each object', () => {
    expect(laterBody({ value: [{ name: 'a', error: { code: 'x' } }, 1, null] })).toEqual({
      value: [{ name: 'a', error: { code: 'x', addedLater: 'new' }, addedLater: 'new' }, 1, null],
      addedLater: 'new',
    })
  })

  it('leaves maps of numbers as they are', () => {
    expect(laterBody({ NotAnImage: 1, Truncated: 2 })).toEqual({ NotAnImage: 1, Truncated: 2 })
    expect(laterBody({})).toEqual({})
  })

  it('has new values of enums', () => {
    expect(laterBody({ taskType: 'MultiClass' })).toMatchObject({ taskType: 'ObjectDetection' })
    expect(laterBody({ id: 'i', path: 'a.png' })).toMatchObject({ problem: 'TooDark' })
    expect(laterBody({ error: { code: 'ItemNotFound' } })).toMatchObject({ error: { code: laterCode } })
  })
})

describe('a later release', () => {
  let service: Server
  let later: LaterRelease
  beforeAll(async () => {
    service = createServer((request, response) => {
      const { method, url, headers } = request
      response.writeHead(201, { 'content-type': 'application/json', etag: '"1"' })
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () =>
        response.end(JSON.stringify({ method, url, token: headers.authorization ?? '', body })),
      )
    })
    await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening))
    const address = service.address()
    if (address === null || typeof address === 'string') throw new Error('No port')
    later = await startLaterRelease(`http://127.0.0.1:${address.port}/api`)
  })
  afterAll(() => {
    later.stop()
    service.close()
  })

  const send = (path: string) =>
    fetch(`${later.api}${path}`, { method: 'POST', headers: { authorization: 'Bearer t' }, body: 'sent' })

  it('passes requests on, and adds to the responses', async () => {
    const response = await send('/projects?a=b')
    expect([response.status, response.headers.get('etag')]).toEqual([201, '"1"'])
    expect(await response.json()).toEqual({
      method: 'POST',
      url: '/api/projects?a=b',
      token: 'Bearer t',
      body: 'sent',
      addedLater: 'new',
    })
  })

  it('leaves files as they are', async () => {
    for (const path of ['/projects/p/exports/e/files/coco.json', '/projects/p/items/i/content?exp=1'])
      expect(await (await send(path)).json()).not.toHaveProperty('addedLater')
  })
})
