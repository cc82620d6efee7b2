import { z } from 'zod'
import { projectPath, type Context } from '../context.ts'
import { createCaller, requireOk, type Caller } from '../http-client.ts'
import { pause, secondsSince, Timings, type Percentiles } from '../timings.ts'

const page = z.object({
  id: z.string().optional(),
  waiting: z.enum(['AllDone', 'AllLeased', 'FilesMissing']).optional(),
  items: z.array(z.object({ id: z.string(), path: z.string() })),
})
const outcome = z.object({ results: z.array(z.object({ item: z.string(), status: z.string() })) })

export interface LabelingOptions {
  readonly page: number
  /** Labels to give; it ends earlier when nothing is left. */
  readonly most: number
  readonly classOf: (path: string) => string
}

export interface Labeling {
  readonly seconds: number
  /** Who gave the answer that was accepted, by item. */
  readonly accepted: ReadonlyMap<string, number>
  /** Answers accepted for an item that already had one. */
  readonly twice: number
  readonly refused: number
  readonly pages: Percentiles
  readonly submits: Percentiles
}

/** How long a labeler waits who is told that others hold what is left; a frontend would wait for seconds. */
const waitForOthers = 200

/** All labelers at once, each asking for a page and submitting it again and again as fast as it is answered. */
export const label = async (context: Context, options: LabelingOptions): Promise<Labeling> => {
  const base = `/api${projectPath(context)}/pages`
  const ask = JSON.stringify({ size: options.page })
  const pages = new Timings()
  const submits = new Timings()
  const accepted = new Map<string, number>()
  let twice = 0
  let refused = 0
  let handedOut = 0

  const note = (labeler: number, text: string): void => {
    for (const { item, status } of outcome.parse(JSON.parse(text)).results) {
      if (status !== 'Accepted') refused += 1
      else if (accepted.has(item)) twice += 1
      else accepted.set(item, labeler)
    }
  }

  const work = async (labeler: number, caller: Caller): Promise<void> => {
    while (handedOut < options.most) {
      const asked = performance.now()
      const given = requireOk(await caller.call('POST', base, ask), 'A page')
      const { id, waiting, items } = page.parse(JSON.parse(given.text))
      if (waiting === 'AllDone' || waiting === 'FilesMissing') return
      if (id === undefined) {
        await pause(waitForOthers)
        continue
      }
      pages.add(asked)
      handedOut += items.length
      const answers = JSON.stringify({
        answers: items.map((item) => ({ item: item.id, labels: [options.classOf(item.path)] })),
      })
      const taken = await submits.time(() => caller.call('POST', `${base}/${id}/submit`, answers))
      note(labeler, requireOk(taken, 'A submit').text)
    }
  }

  const callers = context.people.labelers.map(({ token }) => createCaller(context.service.url, token))
  // As a frontend does; so neither the connection nor the first look at the token counts as a page's time.
  await Promise.all(
    callers.map(async (caller) =>
      requireOk(await caller.call('GET', `/api${projectPath(context)}`), 'The project'),
    ),
  )
  const began = performance.now()
  await Promise.all(callers.map((caller, labeler) => work(labeler, caller)))
  const seconds = secondsSince(began)
  for (const caller of callers) caller.close()
  return {
    seconds,
    accepted,
    twice,
    refused,
    pages: pages.percentiles(),
    submits: submits.percentiles(),
  }
}
