import { pause } from '../../bench/timings.ts'
import { operation, type Operation } from '../../../tools/client.ts'
import type { Person } from '../client/person.ts'
import type { World } from '../world.ts'

const every = 250
/** Follows long work to its end; undefined if that is not seen any more. */
export const follow = async (
  world: World,
  person: Person,
  what: 'refresh' | 'export',
  location: string,
): Promise<Operation | undefined> => {
  for (;;) {
    const reply = await person.send('getOperation', 'GET', location)
    if (!reply) return undefined
    if (reply.code !== undefined) {
      world.blame(`The operation of a ${what} is not there: ${reply.code}`)
      return undefined
    }
    const now = operation.parse(reply.body)
    if (now.status !== 'NotStarted' && now.status !== 'Running') {
      world.tally(what, now.status === 'Succeeded' ? 'ok' : 'refused')
      if (now.status === 'Failed' && !world.excused.has(now.error?.code ?? ''))
        world.blame(`A ${what} failed: ${now.error?.code} ${now.error?.message}`)
      return now
    }
    await pause(every)
  }
}
