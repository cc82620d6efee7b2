import { describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { createPageWorld, type ShownItem } from '../../../support/page-world.ts'

const paths = ['a.png', 'd/../x.png', '../../etc/passwd.png', 'z.png']
const bad = { problem: 'Unreadable', unreadable: 'Path' }

describe('the list of items', () => {
  test('has the others although no URL can name some', async () => {
    const { rita } = await createPageWorld(paths)
    const { status, json } = await rita('GET', '/items')
    expect(status).toBe(200)
    expect(json).not.toHaveProperty('datastoreProblem')
    const shown = new Map((json['value'] as ShownItem[]).map((one) => [one.path, one]))
    for (const path of ['a.png', 'z.png'])
      expect(shown.get(path)).toMatchObject({ contentUrl: `https://blob.test/${path}` })
    for (const path of ['d/../x.png', '../../etc/passwd.png']) {
      expect(shown.get(path)).toMatchObject(bad)
      expect(shown.get(path)).not.toHaveProperty('contentUrl')
      const detail = await rita('GET', `/items/${shown.get(path)!.id}`)
      expect(detail).toMatchObject({ status: 200, json: { path, ...bad } })
    }
  })

  test('is shown without URLs, with the reason, while its datastore cannot be opened', async () => {
    const { rita, world } = await createPageWorld(['a.png'])
    world.failure = new DomainError('DatastoreUnreachable', 'The SAS token no longer exists. Set a new one.')
    const { status, json } = await rita('GET', '/items')
    const problem = { code: 'DatastoreUnreachable', message: world.failure.message }
    expect({ status, problem: json['datastoreProblem'] }).toEqual({ status: 200, problem })
    const [item] = json['value'] as ShownItem[]
    expect(item).toMatchObject({ path: 'a.png' })
    expect(item).not.toHaveProperty('contentUrl')
    const detail = await rita('GET', `/items/${item!.id}`)
    expect(detail).toMatchObject({ status: 200, json: { path: 'a.png', datastoreProblem: problem } })
  })
})
