import { describe, expect, it } from '@jest/globals'
import { userId } from '../../../../src/domain/core/ids.ts'
import { createNoteRefusal, maxLines, type RefusedCall } from '../../../../src/functions/http/note-refusal.ts'
import { createAccessWorld } from '../../../support/access-world.ts'

const call: RefusedCall = {
  code: 'Forbidden',
  operation: 'getProject',
  requestId: 'request-1',
  address: '203.0.113.7',
  user: userId.parse('ann'),
  project: 'pets',
}

const setUp = () => {
  const world = { now: 0 }
  const lines: unknown[] = []
  const counted: unknown[] = []
  const later: (() => void)[] = []
  const note = createNoteRefusal({
    log: (level, message, fields) => void lines.push({ level, message, ...fields }),
    now: () => world.now,
    telemetry: {
      count: (name, by, attributes) => void counted.push([name, by, attributes]),
      record: () => {},
      span: (_start, run) => run(() => {}),
    },
    later: (run) => void later.push(run),
  })
  return { world, lines, counted, later, note }
}

const summary = (calls: number) => ({
  level: 'Warning',
  message: 'Refused calls were not written one by one',
  calls,
})

describe('a refused call', () => {
  it('is counted by operation and code, and written with who and what', () => {
    const { note, lines, counted } = setUp()
    note(call)
    expect(lines).toEqual([{ level: 'Information', message: 'A call was refused', ...call }])
    expect(counted).toEqual([
      ['etiquette.requests.refused', 1, { operation: 'getProject', code: 'Forbidden' }],
    ])
  })

  it('has no text of the caller: what is no project name is left out', () => {
    const { note, lines } = setUp()
    for (const project of ['<script>', '..', 'a'.repeat(300), undefined])
      note({ ...call, user: undefined, project })
    for (const line of lines) expect(Object.keys(line as object)).not.toContain('project')
    expect(lines).toHaveLength(4)
  })

  it('is only one that lacks a right: not what is missing or wrong for its owner', () => {
    const { note, lines, counted } = setUp()
    for (const code of ['ItemNotFound', 'InvalidRequest', 'PreconditionFailed', 'InternalError'] as const)
      note({ ...call, code })
    expect([lines, counted]).toEqual([[], []])
  })

  it('of a flood is counted, and the rest of the minute is one line, also when nothing follows', () => {
    const { note, world, lines, counted, later } = setUp()
    for (let sent = 0; sent < maxLines + 500; sent += 1) note(call)
    expect([lines.length, counted.length, later.length]).toEqual([maxLines, maxLines + 500, 1])
    later[0]?.()
    expect(lines.at(-1)).toEqual(summary(500))
    world.now = 30_000
    note(call)
    expect(lines).toHaveLength(maxLines + 2)
  })

  it('of the next minute is written again, after the number of those that were not', () => {
    const { note, world, lines, later } = setUp()
    for (let sent = 0; sent < maxLines + 3; sent += 1) note(call)
    world.now = 60_000
    note(call)
    expect(lines.slice(maxLines)).toEqual([summary(3), expect.objectContaining({ code: 'Forbidden' })])
    // Its time has come, and its window is over.
    later[0]?.()
    expect(lines).toHaveLength(maxLines + 2)
  })

  it('does not stop the lines when the clock is set back', () => {
    const { note, world, lines } = setUp()
    world.now = 1_000_000
    for (let sent = 0; sent < maxLines + 1; sent += 1) note(call)
    world.now = 0
    note(call)
    expect(lines.slice(maxLines)).toHaveLength(2)
  })
})

describe('the service', () => {
  it('writes who called what, without token, signature or query', async () => {
    const world = await createAccessWorld(undefined)
    const headers = { 'x-forwarded-for': '203.0.113.7:1' }
    const secret = 'c2VjcmV0'
    await world.send('GET', `/projects/own/items/${world.own.pageItem}/content?exp=1&sig=${secret}`, {
      headers,
    })
    await world.send('GET', '/projects/own/members', { as: 'stranger:Labeler', headers })
    await world.send('GET', '/datastores', { as: 'ann:Labeler', headers })
    await world.send('GET', '/projects', { as: 'nobody:', headers })
    await world.send('GET', `/none?sig=${secret}`, { headers })
    const refused = world.logged.filter(({ message }) => message === 'A call was refused')
    const address = '203.0.113.7'
    expect(refused.map(({ fields }) => fields)).toEqual([
      {
        code: 'Unauthenticated',
        operation: 'getItemContent',
        project: 'own',
        address,
        requestId: expect.any(String),
      },
      {
        code: 'ProjectNotFound',
        operation: 'listMembers',
        project: 'own',
        user: 'stranger',
        address,
        requestId: expect.any(String),
      },
      { code: 'Forbidden', operation: 'listDatastores', user: 'ann', address, requestId: expect.any(String) },
      {
        code: 'Forbidden',
        operation: 'listProjects',
        user: 'nobody',
        address,
        requestId: expect.any(String),
      },
      { code: 'RouteNotFound', operation: 'zUnmatched', address, requestId: expect.any(String) },
    ])
    expect(JSON.stringify(world.logged)).not.toContain(secret)
  })
})
