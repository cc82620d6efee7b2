import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { startWorld, type OwnWorld } from '../../support/own-service.ts'
import { until } from '../../support/until.ts'

// What a caller without a right learns and reaches, at a service that limits such callers and logs them.

const lines: string[] = []
let world: OwnWorld

beforeAll(async () => {
  world = await startWorld({
    env: { LOG_LEVEL: 'information', ADDRESS_RATE_LIMIT_PER_SECOND: '1', ADDRESS_RATE_LIMIT_BURST: '300' },
    onLine: (line) => lines.push(line),
  })
  await world.addProject('strange-cats', ['1.png', '2.png', '3.png'])
})
afterAll(() => world.close())

interface Wire {
  readonly status: number
  readonly text: string
}

/** Sends a path and headers exactly as they are: `fetch` would resolve dots, and set Host itself. */
const send = async (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Wire> => {
  const socket = connect(Number(new URL(world.service.url).port), '127.0.0.1')
  await once(socket, 'connect')
  const all = { Host: 'localhost', Connection: 'close', ...headers }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  socket.write(`${[`${method} ${path} HTTP/1.1`, ...head].join('\r\n')}\r\n\r\n`)
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return { status: Number(text.split(' ', 2)[1]), text }
}

const asLead = async (): Promise<Record<string, string>> => ({
  Authorization: `Bearer ${await world.token('lead', 'Labeling.Admin')}`,
  'If-Match': '*',
})

describe('a path that a client or a host resolves', () => {
  test.each([
    '/api/projects/strange-cats/members/..',
    '/api/projects/strange-cats/members/%2e%2E',
    '/api/projects/strange-cats/members/.%2e',
    '/api/projects/strange-cats/members/x/../..',
    '/api/projects/strange-cats/.',
    '/api/projects/strange-cats/',
    '/api/projects//strange-cats',
    '/api/projects/strange-cats%2F',
    '/api/projects/strange-cats/members/%252e%252e',
  ])('DELETE %s deletes nothing', async (path) => {
    expect((await send('DELETE', path, await asLead())).status).toBe(404)
    expect((await world.lead('GET', '/projects/strange-cats')).body).toMatchObject({ name: 'strange-cats' })
  })
})

describe('a stranger', () => {
  test('is told the same about what exists and what does not', async () => {
    const [item] = (await world.lead('GET', '/projects/strange-cats/items')).body.value
    const later = Date.now() + 600_000
    const told = async (path: string): Promise<string> =>
      (await send('GET', `/api${path}`)).text.replaceAll(/^(?:x-ms-\S*-id|date): .*\r\n/gim, '')
    for (const query of [
      '',
      '?exp=1&sig=x',
      `?exp=${later}&sig=x`,
      `?exp=${later}&sig=${'A'.repeat(43)}~A`,
    ]) {
      const known = await told(`/projects/strange-cats/items/${item.id}/content${query}`)
      expect(known).toMatch(/^HTTP\/1.1 401 /)
      for (const path of [
        `none/items/${item.id}`,
        `strange-cats/items/${'0'.repeat(32)}`,
        `none/items/${'0'.repeat(32)}`,
      ])
        expect(await told(`/projects/${path}/content${query}`)).toBe(known)
    }
    const files = await told(`/datasets/strange-cats/content?path=1.png&exp=${later}&sig=x`)
    expect(files).toMatch(/^HTTP\/1.1 401 /)
    expect(await told(`/datasets/none/content?path=1.png&exp=${later}&sig=x`)).toBe(files)
  })

  test('is written into the log with what was called, and without the signature', async () => {
    const { status } = await send(
      'GET',
      `/api/projects/strange-cats/items/${'0'.repeat(32)}/content?exp=1&sig=s3cr3t-s`,
    )
    expect(status).toBe(401)
    const ben = await world.person('ben', 'Labeling.Labeler')
    expect((await ben('GET', '/projects/strange-cats/members')).status).toBe(404)
    const written = await until(
      async () => lines.filter((line) => line.includes('A call was refused')),
      (found) => found.some((line) => line.includes('listMembers')),
    )
    const fields = written.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(fields).toContainEqual(
      expect.objectContaining({
        code: 'ProjectNotFound',
        operation: 'listMembers',
        user: 'ben',
        address: '127.0.0.1',
        project: 'strange-cats',
        requestId: expect.any(String),
      }),
    )
    expect(fields).toContainEqual(
      expect.objectContaining({ code: 'Unauthenticated', operation: 'getItemContent', address: '127.0.0.1' }),
    )
    expect(lines.join('\n')).not.toContain('s3cr3t-s')
  })

  test('sees Vary: Origin on every response, with and without an origin, and on those without a route', async () => {
    for (const [method, path, headers] of [
      ['GET', '/api/health', {}],
      ['GET', '/api/projects', {}],
      ['GET', '/api/nothing', { Origin: 'https://evil.example' }],
      ['DELETE', '/api/projects', {}],
      ['GET', '/api/docs', { Origin: 'http://localhost:1' }],
      ['OPTIONS', '/api/projects', { Origin: 'http://localhost:1', 'Access-Control-Request-Method': 'GET' }],
      [
        'OPTIONS',
        '/api/projects',
        { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' },
      ],
    ] as const)
      expect([path, (await send(method, path, headers)).text]).toEqual([
        path,
        expect.stringMatching(/^vary: Origin\r$/im),
      ])
  })
})

describe('the host that a request names', () => {
  test('is in no link and no response', async () => {
    const headers = {
      ...(await asLead()),
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      'X-Original-Host': 'evil.example',
      Forwarded: 'host=evil.example',
    }
    for (const path of [
      '/projects/strange-cats/items?maxpagesize=1',
      '/projects?maxpagesize=1',
      '/openapi.json',
      '/docs',
      '/nothing',
    ])
      expect((await send('GET', `/api${path}`, headers)).text).not.toContain('evil.example')
    const list = await send('GET', '/api/projects/strange-cats/items?maxpagesize=1', {
      ...headers,
      Host: 'localhost:1',
    })
    expect(list.text).toContain(`"nextLink":"${world.service.url}/api/projects/strange-cats/items?`)
  })

  test('is served only if it is this machine, so that no page can have it point here', async () => {
    for (const Host of ['evil.example', 'evil.example:80', 'localhost.evil.example'])
      expect((await send('GET', '/api/health', { Host })).status).toBe(421)
    expect((await send('GET', '/api/health', { Host: 'localhost:1' })).status).toBe(200)
  })
})

test('timers are for those who can read the data folder, not for pages', async () => {
  const { masterKey } = JSON.parse(await readFile(join(world.service.dataDir, 'endpoints.json'), 'utf8')) as {
    masterKey: string
  }
  const run = async (headers: Record<string, string>) =>
    (await send('POST', '/admin/functions/resumeOperations', { 'Content-Length': '0', ...headers })).status
  expect([
    await run({}),
    await run({ 'x-functions-key': 'guess' }),
    await run({ 'x-functions-key': masterKey, Origin: 'https://evil.example' }),
    await run({ 'x-functions-key': masterKey, Host: 'evil.example' }),
    await run({ 'x-functions-key': masterKey }),
  ]).toEqual([401, 401, 403, 421, 202])
})

test('requests without a token end at the limit of their address; those with one notice nothing', async () => {
  let limited: Wire | undefined
  while (!limited) {
    const replies = await Promise.all(Array.from({ length: 50 }, () => send('GET', '/api/health')))
    limited = replies.find(({ status }) => status === 429)
  }
  expect(limited.text).toMatch(/^retry-after: [1-9]\d*\r$/im)
  const forged = await send('GET', '/api/health', { 'X-Forwarded-For': '203.0.113.7' })
  expect(forged.status).toBe(429)
  expect((await world.lead('GET', '/projects')).status).toBe(200)
})
