import { afterAll } from '@jest/globals'
import type { Store } from '../../../src/domain/ports/store.ts'
import { samples, type Sample } from '../../support/access-requests.ts'
import { me, type AccessWorld } from '../../support/access-world.ts'
import type { Send } from '../../support/http-app.ts'
import { openTestStore as openCosmos } from '../adapters/cosmos/test-store.ts'
import { openTestStore as openSqlite } from '../adapters/sqlite/test-store.ts'

const discards: (() => void)[] = []
afterAll(() => {
  for (const discard of discards) discard()
})

/** Opens a new store of each engine. */
export const engines: Readonly<Record<string, () => Store>> = {
  SQLite: () => {
    const { store, discard } = openSqlite()
    discards.push(discard)
    return store
  },
  'Cosmos DB': () => openCosmos().store,
}

/** A right request of an operation; where a signature is needed, with one. */
export const sampleOf = async ({ send, own }: AccessWorld, operation: string): Promise<Sample> => {
  const sample = Object.entries(samples).find(([name]) => name === operation)?.[1](own)
  if (!sample) throw new Error(`${operation} has no sample`)
  if (operation !== 'getDatasetContent') return sample
  const { json } = await send('GET', '/datasets/pets/preview', { as: `${me}:Admin` })
  const [file] = json['value'] as readonly { readonly contentUrl: string }[]
  return { path: file?.contentUrl.replace(/^.*?\/api/, '') ?? '' }
}

export const asAdmin = (sample: Sample, headers: Send['headers'] = sample.headers): Send => ({
  as: `${me}:Admin`,
  ...(sample.body === undefined ? {} : { body: sample.body }),
  headers: { 'x-ms-client-request-id': 'request-of-a-test', ...headers },
})
