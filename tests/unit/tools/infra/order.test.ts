import { expect, it } from '@jest/globals'
import { readOrder } from '../../../../tools/infra/order.ts'

const nested = (resources: object) => ({ properties: { template: { resources } } })

it('the order of a compiled template is what each module waits for, and what it makes one by one', () => {
  const resources = {
    group: {},
    data: { dependsOn: ['group'], ...nested([{ type: 'A/b', copy: { mode: 'parallel' } }]) },
    roles: {
      dependsOn: ['group', 'data'],
      ...nested({
        one: { type: 'A/c', copy: { mode: 'serial', batchSize: 1 } },
        two: { type: 'A/d', copy: {} },
      }),
    },
  }
  expect(readOrder({ resources })).toBe(
    'group\n\ndata\n  after group\n\nroles\n  after data, group\n  one by one: A/c\n',
  )
})
