import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Person, Reply } from '../support/person.ts'
import type { ServiceWorld } from '../support/service-world.ts'
import { joinService } from '../support/shared-service.ts'

let world: ServiceWorld
let lead: Person
let ana: Person
let ben: Person

const pictures = Array.from({ length: 8 }, (_, index) => `${index}.png`)

beforeAll(async () => {
  world = await joinService()
  ;({ lead } = world)
  await world.addProject('bad-cats', pictures)
  await world.addProject('bad-tags', pictures, { taskType: 'MultiLabel' })
  for (const project of ['bad-cats', 'bad-tags'])
    for (const user of ['ana', 'ben'])
      await lead('PUT', `/projects/${project}/members/${user}`, { body: { role: 'Labeler' } })
  ana = await world.person('ana', 'Labeling.Labeler')
  ben = await world.person('ben', 'Labeling.Labeler')
})

const take = async (
  who: Person,
  project = 'bad-cats',
  size = 2,
): Promise<{ id: string; items: { id: string }[] }> =>
  (await who('POST', `/projects/${project}/pages`, { body: { size } })).body
const answers = (items: readonly { id: string }[], ...labels: string[]) => ({
  answers: items.map(({ id }) => ({ item: id, labels })),
})
/** The status, and why each answer was refused. */
const wrong = ({ status, body }: Reply) => [
  status,
  ...body.results.map(({ error }: { error?: { code: string } }) => error?.code),
]
const refusal = ({ status, code }: Reply) => [status, code]

describe('answers that cannot be taken', () => {
  test.each([
    ['an unknown class', ['Cow'], 'UnknownClass'],
    ['a class of another level', ['Poodle'], 'UnknownClass'],
    ['two classes in multi-class', ['Cat', 'Dog'], 'WrongLabelCount'],
    ['no class', [], 'WrongLabelCount'],
  ])('%s', async (_, labels, code) => {
    const page = await take(ana)
    const reply = await ana('POST', `/projects/bad-cats/pages/${page.id}/submit`, {
      body: answers(page.items, ...labels),
    })
    expect(wrong(reply)).toEqual([200, ...page.items.map(() => code)])
    expect(reply.body.page).toMatchObject({ status: 'Held', left: page.items.length })
  })

  test('no class in multi-label, where none is not allowed', async () => {
    const page = await take(ana, 'bad-tags')
    const submit = async (...labels: string[]) => {
      const body = answers(page.items, ...labels)
      return wrong(await ana('POST', `/projects/bad-tags/pages/${page.id}/submit`, { body }))
    }
    for (const labels of [[], ['Cat', 'Cat']])
      expect(await submit(...labels)).toEqual([200, ...page.items.map(() => 'WrongLabelCount')])
    expect(await submit('Cat', 'Dog/Poodle')).toEqual([200, ...page.items.map(() => undefined)])
  })

  test('an incomplete page', async () => {
    const page = await take(ana)
    const reply = await ana('POST', `/projects/bad-cats/pages/${page.id}/submit`, {
      body: answers(page.items.slice(1), 'Cat'),
    })
    expect(refusal(reply)).toEqual([400, 'PageIncomplete'])
    expect(reply.body.error.details[0].target).toBe(page.items[0]?.id)
  })

  test('another labeler’s page, a page that never was, and items of another page', async () => {
    const [mine, theirs] = [await take(ana), await take(ben)]
    for (const id of [theirs.id, '0-abc', '99-abc', 'abc'])
      expect(
        refusal(
          await ana('POST', `/projects/bad-cats/pages/${id}/submit`, { body: answers(mine.items, 'Cat') }),
        ),
      ).toEqual([404, 'PageNotFound'])
    const mixed = await ana('POST', `/projects/bad-cats/pages/${mine.id}/submit`, {
      body: answers([...mine.items, ...theirs.items], 'Cat'),
    })
    expect(wrong(mixed)).toEqual([200, undefined, undefined, 'ForeignItem', 'ForeignItem'])
  })

  test('submitted twice it counts once, and with other answers not at all', async () => {
    const page = await take(ben)
    const first = await ben('POST', `/projects/bad-cats/pages/${page.id}/submit`, {
      body: answers(page.items, 'Cat'),
    })
    const again = await ben('POST', `/projects/bad-cats/pages/${page.id}/submit`, {
      body: answers(page.items, 'Cat'),
    })
    expect([again.status, again.body]).toEqual([200, first.body])
    const other = await ben('POST', `/projects/bad-cats/pages/${page.id}/submit`, {
      body: answers(page.items, 'Dog'),
    })
    expect(refusal(other)).toEqual([409, 'PageAlreadySubmitted'])
    const { body } = await lead('GET', '/projects/bad-cats/progress')
    expect(body.byLabeler).toContainEqual({
      labeler: 'ben',
      name: 'Ben',
      labeled: 2,
      skipped: 0,
      rejected: 0,
      submitted: 2,
    })
  })
})

describe('requests that are not well formed', () => {
  test.each([
    ['an unknown property', { size: 2, colour: 'red' }, 'colour'],
    ['a size of 0', { size: 0 }, 'size'],
    ['a size of 51', { size: 51 }, 'size'],
    ['a text for a number', { size: '2' }, 'size'],
    ['an array', [], 'body'],
  ])('%s is named', async (_, body, target) => {
    const reply = await ana('POST', '/projects/bad-cats/pages', { body })
    expect(refusal(reply)).toEqual([400, 'InvalidRequest'])
    expect(reply.body.error.details.map((one: { target: string }) => one.target)).toContainEqual(target)
  })

  test('what is no JSON, and no body at all', async () => {
    expect(refusal(await ana('POST', '/projects/bad-cats/pages', { raw: '{"size":' }))).toEqual([
      400,
      'InvalidRequest',
    ])
    expect(refusal(await ana('POST', '/projects/bad-cats/pages'))).toEqual([415, 'UnsupportedContentType'])
  })

  test('a body where none is taken, and a parameter that is not known', async () => {
    expect(refusal(await lead('POST', '/projects/bad-cats/refresh', { body: { full: true } }))).toEqual([
      400,
      'InvalidRequest',
    ])
    expect((await lead('POST', '/projects/bad-cats/resume', { body: {} })).status).toBe(200)
    expect(refusal(await lead('GET', '/health?deep=1'))).toEqual([400, 'InvalidRequest'])
  })

  test('a property that would reach into every object is refused like any other', async () => {
    expect(
      refusal(await ana('POST', '/projects/bad-cats/pages', { raw: '{"size":1,"__proto__":{"x":1}}' })),
    ).toEqual([400, 'InvalidRequest'])
  })

  test('a huge body', async () => {
    const reply = await ana('POST', '/projects/bad-cats/pages', {
      raw: `{"size":1,"x":"${'a'.repeat(1_100_000)}"}`,
    })
    expect(refusal(reply)).toEqual([413, 'RequestTooLarge'])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1'])(
    'content type %s',
    async (type) => {
      const reply = await ana('POST', '/projects/bad-cats/pages', {
        raw: '{"size":1}',
        headers: { 'content-type': type },
      })
      expect(refusal(reply)).toEqual([415, 'UnsupportedContentType'])
    },
  )

  test.each(['maxpagesize=0', 'maxpagesize=201', 'maxpagesize=x', 'state=lost', 'nonsense=1'])(
    'query %s',
    async (query) => {
      expect(refusal(await lead('GET', `/projects/bad-cats/items?${query}`))).toEqual([400, 'InvalidRequest'])
    },
  )

  test('a continuation that was not given', async () => {
    for (const path of ['/projects', '/datastores', '/projects/bad-cats/items', '/projects/bad-cats/members'])
      expect(refusal(await lead('GET', `${path}?continuation=nonsense`))).toEqual([
        400,
        'InvalidContinuation',
      ])
  })
})

describe('conditions', () => {
  const changes: readonly [string, string, object | undefined][] = [
    ['PATCH', '/projects/bad-cats', { displayName: 'Cats' }],
    ['DELETE', '/projects/bad-cats', undefined],
    ['DELETE', '/datastores/bad-cats', undefined],
    ['DELETE', '/datasets/bad-cats', undefined],
    [
      'PUT',
      '/projects/bad-cats',
      { mediaType: 'Image', taskType: 'MultiClass', dataset: 'bad-cats', labelClasses: [{ name: 'Puma' }] },
    ],
  ]
  test.each(changes)('%s %s without If-Match is 428, with a stale one 412', async (method, path, body) => {
    const options = body === undefined ? {} : { body }
    expect(refusal(await lead(method, path, options))).toEqual([428, 'PreconditionRequired'])
    expect(refusal(await lead(method, path, { ...options, headers: { 'if-match': '"stale"' } }))).toEqual([
      412,
      'PreconditionFailed',
    ])
    expect((await lead(method, path, { ...options, headers: { 'if-match': 'no quotes' } })).status).toBe(400)
  })

  test('an item’s label too', async () => {
    const { body } = await lead('GET', '/projects/bad-cats/items?maxpagesize=1')
    const path = `/projects/bad-cats/items/${body.value[0].id}/label`
    expect(refusal(await lead('PUT', path, { body: { labels: ['Cat'] } }))).toEqual([
      428,
      'PreconditionRequired',
    ])
    expect(
      refusal(await lead('PUT', path, { body: { labels: ['Cat'] }, headers: { 'if-match': '"x"' } })),
    ).toEqual([412, 'PreconditionFailed'])
  })
})

describe('who asks, and for what', () => {
  test('no token, a wrong one, and one without a role', async () => {
    expect(refusal(await world.nobody('GET', '/projects'))).toEqual([401, 'Unauthenticated'])
    for (const authorization of ['Bearer x', 'Basic eDp5', 'Bearer', 'Bearer a.b.c'])
      expect(refusal(await world.nobody('GET', '/projects', { headers: { authorization } }))).toEqual([
        401,
        'Unauthenticated',
      ])
    expect(refusal(await (await world.person('eve'))('GET', '/projects'))).toEqual([403, 'Forbidden'])
  })

  test('a role that is too low', async () => {
    for (const [method, path] of [
      ['GET', '/datastores'],
      ['GET', '/projects/bad-cats/progress'],
      ['GET', '/projects/bad-cats/items'],
      ['POST', '/projects/bad-cats/pause'],
    ] as const)
      expect(refusal(await ana(method, path))).toEqual([403, 'Forbidden'])
  })

  test('somebody who is no member finds no project', async () => {
    const eve = await world.person('eve', 'Labeling.Reviewer')
    expect(refusal(await eve('GET', '/projects/bad-cats'))).toEqual([404, 'ProjectNotFound'])
    expect(refusal(await eve('GET', '/projects/nowhere'))).toEqual([404, 'ProjectNotFound'])
    expect((await eve('GET', '/projects')).body.value).toEqual([])
  })

  test('names that are not there, and paths that are not', async () => {
    expect(refusal(await lead('GET', '/datastores/none'))).toEqual([404, 'DatastoreNotFound'])
    expect(refusal(await lead('GET', '/datasets/none'))).toEqual([404, 'DatasetNotFound'])
    expect(refusal(await lead('GET', `/projects/bad-cats/items/${'0'.repeat(32)}`))).toEqual([
      404,
      'ItemNotFound',
    ])
    expect(refusal(await lead('GET', '/projects/bad-cats/items/none'))).toEqual([400, 'InvalidRequest'])
    const wrong = await fetch(`${world.service.api}/nowhere`)
    expect([wrong.status, ((await wrong.json()) as { error: { code: string } }).error.code]).toEqual([
      404,
      'RouteNotFound',
    ])
    const method = await fetch(`${world.service.api}/projects`, { method: 'DELETE' })
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('what is no path of the API is answered by the host, in the form of an error', async () => {
    for (const [path, status] of [
      ['//projects', 404],
      ['/api//projects', 404],
      ['/admin/host/status', 401],
      ['/runtime/webhooks/durabletask/instances/x', 401],
    ] as const) {
      const reply = await fetch(`${world.service.url}${path}`)
      expect([path, reply.status]).toEqual([path, status])
      expect(await reply.text()).toContain(`"code":"${reply.headers.get('x-ms-error-code')}"`)
    }
  })

  test('a page of another origin asks first; only those that are allowed get an answer that they may read', async () => {
    const ask = (origin: string) =>
      fetch(`${world.service.api}/projects/bad-cats`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PATCH' },
      })
    const [good, bad] = [await ask('http://localhost:5173'), await ask('https://evil.example.org')]
    expect([good.status, good.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'PUT, GET, HEAD, PATCH, DELETE',
    ])
    expect([bad.status, bad.headers.get('access-control-allow-origin')]).toEqual([405, null])
    const read = await lead('GET', '/projects/bad-cats', { headers: { origin: 'http://localhost:5173' } })
    expect(read.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    const refused = await world.nobody('GET', '/projects', { headers: { origin: 'http://localhost:5173' } })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
      401,
      'http://localhost:5173',
    ])
  })
})
