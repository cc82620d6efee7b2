import { expect, it } from '@jest/globals'
import { oneBehind, uniformLag } from '../../../../local/cosmos-gateway/replicas.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { openInstances } from '../../../support/cosmos-instances.ts'
import { checkLongWork } from '../../../support/lagging-long-work.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'

type World = ReturnType<typeof openInstances>

/** A store whose every read is behind a fence. */
const truthOf = ({ one }: World): Store =>
  wrapStore(one, async ({ method, container, partition }, run) => {
    if (container && partition !== undefined && method !== 'batch' && method !== 'fence')
      await one.fence(container, partition)
    return run()
  })

it.each([
  ['replicas that never catch up', () => openInstances(), true],
  ['replicas up to 2 s behind', () => openInstances({ lag: uniformLag(2000, () => 0.9) }), false],
  ['one replica of four 50 ms behind', () => openInstances({ lag: oneBehind(50) }), false],
] as const)('long work ends right on %s, each step in a session of its own', async (_, open, frozen) => {
  const world = open()
  if (frozen) world.freeze()
  await checkLongWork({ truth: truthOf(world), openInstance: () => world.open() })
  expect(world.gateway.complaints).toEqual([])
})
