import { names, type Example } from './example.ts'

/** Long work that has begun. */
export const operationOf = (id: string, work: string, more: object = {}) => ({
  id,
  work,
  project: 'dogs-and-cats',
  status: 'Running',
  startedBy: names.admin,
  startedAt: names.later,
  done: 0,
  ...more,
})

const imported = {
  ...operationOf('imp-5f1c', 'import'),
  status: 'Succeeded',
  endedAt: '2026-10-02T09:00:04.000Z',
  done: 207,
  total: 207,
}

export const operationExamples = {
  getOperation: { response: imported },
  listOperations: { response: { value: [imported] } },
} as const satisfies Readonly<Record<string, Example>>
