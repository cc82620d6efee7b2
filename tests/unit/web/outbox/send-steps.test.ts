import { expect, test } from '@jest/globals'
import { change } from '../../../../web/src/outbox/history.ts'
import {
  beginReopen,
  cancelReopen,
  giveUp,
  lastSentPage,
  takeBack,
} from '../../../../web/src/outbox/send-steps.ts'
import { emptyWork, newPage, pageOf, withPage, type PageWork } from '../../../../web/src/outbox/work.ts'
import type { Schemas } from '../../../../web/src/api/client.ts'

const now = 1e12

const taken = (items: readonly string[]): Schemas['TakenPage'] => ({
  items: items.map((id) => ({ id, etag: 'e', contentUrl: 'https://files.test', format: 'png' })),
  labelClasses: [],
})

const page = (name: string, items: readonly string[], answered: readonly string[] = []): PageWork => {
  const fresh = newPage(taken(items), name, 1)
  const history =
    answered.length > 0 ? change(fresh.history, answered, () => ({ labels: ['Cat'] })) : undefined
  return { ...fresh, history: history ?? fresh.history }
}

const workOf = (...pages: readonly PageWork[]) => pages.reduce(withPage, emptyWork('p'))

test('a page that is given up can be undone, unless its answers have moved to the page that counts', () => {
  const alone = giveUp(workOf(page('p1', ['a', 'b'], ['a', 'b'])), 'p1', now)
  expect(lastSentPage(alone, now)?.page).toBe('p1')
  const moved = giveUp(workOf(page('p1', ['a', 'b'], ['a', 'b']), page('p2', ['b', 'c'])), 'p1', now)
  expect(pageOf(moved, 'p2')?.history.answers.get('b')).toEqual({ labels: ['Cat'] })
  expect(moved.entries.map(({ answers }) => answers.map(({ item }) => item))).toEqual([['a']])
  expect(lastSentPage(moved, now)).toBeUndefined()
})

test('answers that are sent again after a refused reopening are not taken back on this device', () => {
  const sent: PageWork = {
    ...page('p1', ['a'], ['a']),
    status: 'sent',
    sent: new Set(['a']),
    sentAt: now,
  }
  const work = cancelReopen(beginReopen(workOf(sent), 'p1'), 'p1', now)
  expect(work.entries).toMatchObject([{ page: 'p1', answers: [{ item: 'a', labels: ['Cat'] }], tried: true }])
  expect(takeBack(work, 'p1')).toBeUndefined()
})
