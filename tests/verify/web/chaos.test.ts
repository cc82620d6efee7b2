import { afterEach, describe, expect, test } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../support/chaos/free-port.ts'
import { createMemory } from '../../support/chaos/memory-of-answers.ts'
import { startChaoticDesk, type ChaoticDesk } from '../../support/chaos/chaotic-desk.ts'
import { createRandom } from '../../support/chaos/random.ts'
import { startWorld, type OwnWorld } from '../../support/own-service.ts'

// A person labels in a real browser while everything around dies, one thing after the other. CHAOS_ANSWERS gives another
// number of answers, CHAOS_SEED the same faults once more.

const answers = Number(process.env['CHAOS_ANSWERS'] ?? 1_000)
const seed = Number(process.env['CHAOS_SEED'] ?? randomInt(2 ** 31))
const user = 'ann'
/** Bounds only what hangs. */
const patience = 60 * 60_000

let world: OwnWorld | undefined
let desk: ChaoticDesk | undefined
let profile: string | undefined

afterEach(async () => {
  await desk?.end()
  await world?.close()
  if (profile !== undefined) await rm(profile, { recursive: true, force: true, maxRetries: 20 })
})

const readLabels = async (from: OwnWorld): Promise<ReadonlyMap<string, string>> => {
  const labels = new Map<string, string>()
  let next: string | undefined = '/projects/chaos/items?maxpagesize=200'
  while (next !== undefined) {
    const { body } = await from.lead('GET', next)
    for (const { id, labels: given, labeledBy } of body.value as Item[]) {
      expect(labeledBy).toBe(user)
      labels.set(id, (given ?? []).join())
    }
    next = body.nextLink
  }
  return labels
}

interface Item {
  readonly id: string
  readonly labels?: readonly string[]
  readonly labeledBy?: string
}

describe('a person who labels while all around fails', () => {
  test(
    `has each of ${answers} answers at the service once, as it was given last (CHAOS_SEED=${seed})`,
    async () => {
      process.stderr.write(`CHAOS_SEED=${seed} CHAOS_ANSWERS=${answers}\n`)
      const env = { PORT: String(await freePort()) }
      world = await startWorld({ env })
      const labelClasses = Array.from({ length: 9 }, (_, index) => ({ name: `K${index + 1}` }))
      const files = Array.from({ length: answers }, (_, index) => `${String(index).padStart(4, '0')}.png`)
      await world.addProject('chaos', files, { labelClasses })
      await world.lead('PUT', `/projects/chaos/members/${user}`, { body: { role: 'Labeler' } })

      profile = await mkdtemp(join(tmpdir(), 'etiquette-profile-'))
      const memory = createMemory()
      desk = await startChaoticDesk({
        world,
        profile,
        user,
        path: '/p/chaos/label',
        memory,
        random: createRandom(seed),
        fate: createRandom(seed + 1),
      })
      await desk.labelAll()
      world = desk.world()

      process.stderr.write(`${JSON.stringify(Object.fromEntries(desk.struck()))}\n`)
      const stored = await readLabels(world)
      expect(stored.size).toBe(answers)
      expect(stored).toEqual(memory.given())
      const { body } = await world.lead('GET', '/projects/chaos/progress')
      expect(body).toMatchObject({ total: answers, labeled: answers, leased: 0, status: 'Completed' })
      expect(body.byLabeler).toMatchObject([
        { labeler: user, labeled: answers, skipped: 0, rejected: 0, submitted: answers },
      ])
    },
    patience,
  )
})
