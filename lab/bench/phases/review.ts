import { z } from 'zod'
import { projectPath, type Context } from '../context.ts'
import { createCaller, requireOk } from '../http-client.ts'
import { secondsSince, Timings, type Percentiles } from '../timings.ts'

const list = z.object({
  value: z.array(z.object({ id: z.string(), labels: z.array(z.string()), labeledBy: z.string().optional() })),
  nextLink: z.string().optional(),
})
const results = z.object({ results: z.array(z.object({ status: z.string() })) })

const largestPage = 200

/** Who answered which item, by what the service shows to a reviewer. */
export interface Listing {
  readonly seconds: number
  readonly pages: Percentiles
  readonly labeledBy: ReadonlyMap<string, string>
  /** Items shown more than once, or without exactly one class. */
  readonly odd: number
}

/** All labeled items, page by page as a reviewer's list would ask for them. */
export const listLabeled = async (context: Context): Promise<Listing> => {
  const caller = createCaller(context.service.url, context.people.reviewer.token)
  const pages = new Timings()
  const labeledBy = new Map<string, string>()
  let odd = 0
  let next: string | undefined = `/api${projectPath(context)}/items?state=labeled&maxpagesize=${largestPage}`
  const began = performance.now()
  while (next !== undefined) {
    const path: string = next
    const reply = requireOk(await pages.time(() => caller.call('GET', path)), 'A list of items')
    const { value, nextLink } = list.parse(JSON.parse(reply.text))
    for (const { id, labels, labeledBy: by } of value) {
      if (labeledBy.has(id) || labels.length !== 1) odd += 1
      labeledBy.set(id, by ?? '')
    }
    next = nextLink === undefined ? undefined : nextLink.slice(context.service.url.length)
  }
  const seconds = secondsSince(began)
  caller.close()
  return { seconds, pages: pages.percentiles(), labeledBy, odd }
}

export interface Approval {
  readonly seconds: number
  readonly approved: number
  readonly batches: Percentiles
}

export const approve = async (context: Context, items: readonly string[]): Promise<Approval> => {
  const caller = createCaller(context.service.url, context.people.reviewer.token)
  const batches = new Timings()
  let approved = 0
  const began = performance.now()
  for (let first = 0; first < items.length; first += largestPage) {
    const body = JSON.stringify({ items: items.slice(first, first + largestPage) })
    const reply = await batches.time(() =>
      caller.call('POST', `/api${projectPath(context)}/approve-items`, body),
    )
    const outcome = results.parse(JSON.parse(requireOk(reply, 'An approval').text))
    approved += outcome.results.filter(({ status }) => status === 'Accepted').length
  }
  const seconds = secondsSince(began)
  caller.close()
  return { seconds, approved, batches: batches.percentiles() }
}
