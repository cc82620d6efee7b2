import { contentUrlOf, names, none, renditionUrlsOf, type Example } from './example.ts'
import { operationOf } from './operation-examples.ts'

const cat = {
  id: names.cat,
  path: 'MultiClass - DogsCats/cat-0001.png',
  contentUrl: contentUrlOf('MultiClass%20-%20DogsCats/cat-0001.png'),
  ...renditionUrlsOf(names.cat),
  width: 640,
  height: 480,
  format: 'png',
}
const dog = {
  id: names.dog,
  path: 'MultiClass - DogsCats/dog-0001.png',
  contentUrl: contentUrlOf('MultiClass%20-%20DogsCats/dog-0001.png'),
  ...renditionUrlsOf(names.dog),
  width: 640,
  height: 480,
  format: 'png',
}

const page = {
  id: names.page,
  status: 'Held',
  expiresAt: '2026-10-02T09:30:00.000Z',
  items: [cat, dog],
  labelClasses: [
    { id: 'c0', name: 'Cat' },
    { id: 'c1', name: 'Dog' },
  ],
}

const accepted = {
  results: [
    { item: names.cat, status: 'Accepted' },
    { item: names.dog, status: 'Accepted' },
  ],
}

const seen = (item: string) => ({ item, etag: names.etag })

const item = {
  ...cat,
  etag: names.etag,
  state: 'labeled',
  labels: ['Cat'],
  labeledBy: names.labeler,
  labeledAt: names.later,
  size: 48_211,
}

const itemDetail = { ...item, history: [] }

const relabeled = {
  ...item,
  labels: ['Dog'],
  labeledBy: names.reviewer,
  history: [
    {
      labels: ['Cat'],
      by: names.labeler,
      at: names.later,
      endedAt: '2026-10-03T10:00:00.000Z',
      endedBy: names.reviewer,
      action: 'Relabeled',
    },
  ],
}

const removal = (action: string) => operationOf('rem-5f1c', 'removeItems', { action })

export const labelingExamples = {
  takePage: { body: { size: 2 }, response: page },
  getPage: { response: page },
  listPages: {
    response: {
      value: [
        {
          id: names.page,
          labeler: names.labeler,
          items: 2,
          grantedAt: names.later,
          expiresAt: '2026-10-02T09:30:00.000Z',
        },
      ],
    },
  },
  submitPage: {
    body: {
      answers: [
        { item: names.cat, labels: ['Cat'], activeMs: 2400 },
        { item: names.dog, skip: true, reason: 'blurred' },
      ],
    },
    response: {
      ...accepted,
      page: { id: names.page, status: 'Submitted', left: 0 },
    },
  },
  reopenPage: {
    response: {
      ...page,
      items: [
        { ...cat, answer: { labels: ['Cat'] } },
        { ...dog, answer: { skipped: true, reason: 'blurred' } },
      ],
    },
  },
  listMyAnswers: {
    response: {
      value: [
        {
          item: names.cat,
          labels: ['Cat'],
          at: names.later,
          state: 'Labeled',
          contentUrl: cat.contentUrl,
        },
      ],
    },
  },
  getMyNumbers: {
    response: {
      labeled: 120,
      skipped: 5,
      rejected: 3,
      submitted: 128,
      activeMs: 3_240_000,
      today: { date: '2026-10-02', submitted: 40, activeMs: 960_000 },
      open: 80,
    },
  },
  renewPage: { response: { id: names.page, expiresAt: '2026-10-02T10:00:00.000Z' } },
  releasePage: none,
  listItems: { response: { value: [item] } },
  getItem: { response: itemDetail },
  getItemContent: none,
  approveItems: { body: { seen: [seen(names.cat)] }, response: { results: [accepted.results[0]] } },
  unapproveItems: { body: { seen: [seen(names.cat)] }, response: { results: [accepted.results[0]] } },
  rejectItems: {
    body: { seen: [seen(names.dog)], comment: 'The picture shows a dog' },
    response: { results: [accepted.results[1]] },
  },
  acceptSkips: { body: { seen: [seen(names.dog)] }, response: { results: [accepted.results[1]] } },
  reviewItems: {
    body: { action: 'Approve', filter: { state: 'labeled', class: 'Cat' }, expectedCount: 48, sample: 10 },
    response: operationOf('rev-5f1c', 'reviewItems', { action: 'Approve' }),
  },
  labelItem: { body: { labels: ['Dog'] }, response: relabeled },
  removeItems: {
    body: { filter: { problem: 'any' }, expectedCount: 1, comment: 'No images' },
    response: removal('Remove'),
  },
  restoreItems: {
    body: { filter: { state: 'removed' }, expectedCount: 1 },
    response: removal('Restore'),
  },
} as const satisfies Readonly<Record<string, Example>>
