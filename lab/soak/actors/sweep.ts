import { z } from 'zod'
import { pause } from '../../bench/timings.ts'
import { answersFor, heldPage, requestPage, submit, type PageRequest } from './pages.ts'
import type { World } from '../world.ts'

const none = z.object({ waiting: z.enum(['AllDone', 'AllLeased', 'FilesMissing']) })

/** The longest lease of a project, and some time for a slow machine. */
const within = 150_000
const again = 500
const largestPage = 50

/**
 * Labels everything that is open, when all others have stopped. By then each lease ends within its own time, whatever the
 * clock showed when it was granted. The checker looks for items that are left.
 */
export const sweep = async (world: World, request: PageRequest): Promise<void> => {
  const { person, project } = request
  const until = Date.now() + within
  for (;;) {
    const reply = await requestPage(request, largestPage)
    const page = heldPage(reply)
    const waiting = none.safeParse(reply?.body).data?.waiting
    if (page) await submit(request, page, answersFor(request, page), person.key())
    else if (waiting === 'AllDone' || waiting === 'FilesMissing') {
      world.history.note({ event: 'done', at: Date.now(), project: project.name })
      return
    } else if (Date.now() < until) await pause(again)
    else {
      const why = waiting ?? reply?.code ?? 'no answer'
      world.blame(`${within / 1000} s after all had stopped, items of ${project.name} are not free: ${why}`)
      return
    }
  }
}
