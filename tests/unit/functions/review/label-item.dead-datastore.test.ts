import { expect, test } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { createPageWorld, type ShownItem } from '../../../support/page-world.ts'

test('a label that was written has its response, although the datastore cannot be opened or the file be named', async () => {
  const { rita, world } = await createPageWorld(['a.png', 'd/../x.png'])
  const listed = (await rita('GET', '/items')).json['value'] as readonly ShownItem[]
  world.failure = new DomainError('DatastoreUnreachable', 'The datastore was deleted')
  for (const { id } of listed) {
    const labeled = await rita('PUT', `/items/${id}/label`, { labels: ['Cat'] }, { 'if-match': '*' })
    expect(labeled).toMatchObject({
      status: 200,
      json: { id, state: 'labeled', labels: ['Cat'], datastoreProblem: { code: 'DatastoreUnreachable' } },
    })
  }
  world.failure = undefined
  const { id } = listed.find(({ path }) => path !== 'a.png')!
  const again = await rita('PUT', `/items/${id}/label`, { labels: ['Dog'] }, { 'if-match': '*' })
  expect(again).toMatchObject({ status: 200, json: { labels: ['Dog'], unreadable: 'Path' } })
})
