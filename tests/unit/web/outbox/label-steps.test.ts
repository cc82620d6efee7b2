import { expect, test } from '@jest/globals'
import { give } from '../../../../web/src/outbox/label-steps.ts'
import { beginReopen, markAsked } from '../../../../web/src/outbox/send-steps.ts'
import { emptyWork, newPage, pageOf, withPage, type PageWork } from '../../../../web/src/outbox/work.ts'

const page = (name: string, items: readonly string[], order: number): PageWork =>
  newPage(
    {
      items: items.map((id) => ({ id, etag: 'e', contentUrl: 'https://files.test', format: 'png' })),
      labelClasses: [],
    },
    name,
    order,
  )
const sent: PageWork = { ...page('p1', ['a'], 1), status: 'sent', sent: new Set(['a']), sentAt: 1 }
const wanted = beginReopen(withPage(withPage(emptyWork('p'), sent), page('p2', ['b'], 2)), 'p1')
const answer = () => ({ labels: ['Cat'] })

test('a page that was wanted back stays sent if the person goes on before the service was asked', () => {
  expect(pageOf(wanted, 'p1')?.status).toBe('reopening')
  expect(pageOf(give(wanted, ['b'], answer, 0), 'p1')?.status).toBe('sent')
})

test('a page that the service was asked for comes back, because it may have been opened there', () => {
  expect(pageOf(give(markAsked(wanted, 'p1'), ['b'], answer, 0), 'p1')?.status).toBe('reopening')
})
