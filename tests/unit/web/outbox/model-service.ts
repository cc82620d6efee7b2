import type { Schemas } from '../../../../web/src/api/client.ts'
import { ApiProblem, NetworkProblem, SignInNeeded } from '../../../../web/src/api/problem.ts'
import type { Transport, Wanted } from '../../../../web/src/outbox/transport.ts'

/** `Before`: the request does not arrive. `After`: its answer does not. `Copy`: the answer does not, and a copy arrives later. */
export type Fault = 'None' | 'Before' | 'After' | 'Copy' | 'SignIn' | '401' | '429' | '503'

interface Item {
  answer?: string
  by?: 'me' | 'other'
  page?: string
}

interface ModelPage {
  readonly id: string
  readonly items: readonly string[]
  status: 'Held' | 'Submitted' | 'Released'
  /** What was said about each item: the answer that was taken, or its final refusal. */
  readonly said: Map<string, { answer: string; code?: string }>
  reopened: boolean
  /** The lease has ended. */
  isExpired: boolean
}

const refusal = (status: number, code: string, headers: Record<string, string> = {}): ApiProblem =>
  new ApiProblem(new Response(null, { status, headers }), { error: { code, message: `Because of ${code}` } })

export const textOf = (given: Schemas['Answer']): string => {
  const { activeMs: _activeMs, item: _item, ...answer } = given
  return JSON.stringify(answer)
}

/** The rules of docs/data-model.md on the pages of one labeler, in memory and in a few lines. */
export class ModelService {
  readonly items = new Map<string, Item>()
  readonly pages = new Map<string, ModelPage>()
  readonly faults: Fault[] = []
  isMember = true
  /** How often an answer of an item was stored, less how often it was taken back. */
  readonly stored = new Map<string, number>()
  readonly withdrawn = new Set<string>()
  /** Pages whose answers a reviewer has approved. */
  private readonly approved = new Set<string>()
  /** Items whose answer a late copy has brought. */
  readonly copied = new Set<string>()
  /** Items whose answers a late copy of a reopening has taken back. */
  readonly takenBack = new Set<string>()
  private isCopy = false
  private readonly copies: (() => void)[] = []
  private count = 0

  constructor(count: number) {
    for (let index = 0; index < count; index += 1) this.items.set(`i${index}`, {})
  }

  private live(): readonly ModelPage[] {
    return [...this.pages.values()].filter(({ status, isExpired }) => status === 'Held' && !isExpired)
  }

  private take({ size, after }: Wanted): Schemas['TakenPage'] {
    const other = this.live().find(({ id }) => id !== after)
    if (other) return this.show(other)
    if (this.live().length > 1) throw new Error('A third live page')
    const free = [...this.items].filter(([, { answer, page }]) => answer === undefined && !this.isLive(page))
    if (free.length === 0)
      return { items: [], labelClasses: [], waiting: this.live().length > 0 ? 'AllYours' : 'AllDone' }
    this.count += 1
    const page: ModelPage = {
      id: `p${this.count}`,
      items: free.slice(0, size).map(([id]) => id),
      status: 'Held',
      said: new Map(),
      reopened: false,
      isExpired: false,
    }
    this.pages.set(page.id, page)
    for (const id of page.items) this.item(id).page = page.id
    return this.show(page)
  }

  private isLive(page: string | undefined): boolean {
    return this.live().some(({ id }) => id === page)
  }

  private item(id: string): Item {
    const item = this.items.get(id)
    if (!item) throw new Error(`No item ${id}`)
    return item
  }

  private page(id: string): ModelPage {
    const page = this.pages.get(id)
    if (!page) throw refusal(404, 'PageNotFound')
    return page
  }

  private show(page: ModelPage): Schemas['Page'] {
    return {
      id: page.id,
      status: page.status,
      labelClasses: [],
      items: page.items.map((id) => ({ id, ...(page.said.has(id) ? { answered: true } : {}) })),
    }
  }

  private judge(page: ModelPage, answer: Schemas['Answer']): Schemas['AnswerResult'] {
    const { item: id } = answer
    const text = textOf(answer)
    const result = (code?: string, retriable = false): Schemas['AnswerResult'] =>
      code === undefined
        ? { item: id, status: 'Accepted' }
        : {
            item: id,
            status: 'Refused',
            error: { code, message: `Because of ${code}` },
            ...(retriable ? { retriable } : {}),
          }
    const said = page.said.get(id)
    if (said) return said.answer === text || said.code ? result(said.code) : result('AlreadyAnswered')
    if (answer.labels?.some((label) => this.withdrawn.has(label))) return result('UnknownClass', true)
    const item = this.item(id)
    const code =
      item.answer === undefined
        ? this.isLive(item.page) && item.page !== page.id
          ? 'ItemLeasedToOther'
          : undefined
        : 'ItemNotOpen'
    page.said.set(id, { answer: text, ...(code === undefined ? {} : { code }) })
    if (code === undefined) {
      Object.assign(item, { answer: text, by: 'me', page: page.id })
      this.stored.set(id, (this.stored.get(id) ?? 0) + 1)
      if (this.isCopy) this.copied.add(id)
    }
    return result(code)
  }

  private submit(id: string, answers: readonly Schemas['Answer'][], next?: Wanted): Schemas['SubmitResults'] {
    const page = this.page(id)
    if (page.status === 'Released') throw refusal(409, 'PageReleased')
    const isSame = (answer: Schemas['Answer']) => page.said.get(answer.item)?.answer === textOf(answer)
    const isOther = answers.some((answer) => !isSame(answer) && !page.said.get(answer.item)?.code)
    if (page.status === 'Submitted' && isOther && !answers.some(isSame))
      throw refusal(409, 'PageAlreadySubmitted')
    const results = answers.map((answer) => this.judge(page, answer))
    const left = page.items.filter((item) => !page.said.has(item)).length
    if (left === 0) page.status = 'Submitted'
    return {
      results,
      page: { id, status: page.status, left },
      ...(next ? { next: this.take({ size: next.size, after: next.after ?? id }) } : {}),
    }
  }

  private reopen(id: string): Schemas['Page'] {
    const page = this.page(id)
    if (page.status === 'Held' && page.reopened) return this.show(page)
    if (page.status !== 'Submitted' || this.approved.has(id)) throw refusal(409, 'NothingToReopen')
    if (this.live().length > 1) throw refusal(409, 'TwoPagesHeld')
    const mine = [...page.said].filter(([, { code }]) => code === undefined)
    if (mine.length === 0) throw refusal(409, 'NothingToReopen')
    for (const [item] of mine) {
      page.said.delete(item)
      delete this.item(item).answer
      delete this.item(item).by
      this.stored.set(item, (this.stored.get(item) ?? 0) - 1)
      if (this.isCopy) this.takenBack.add(item)
    }
    Object.assign(page, { status: 'Held', reopened: true, isExpired: false })
    return this.show(page)
  }

  private renew(id: string): Schemas['Page'] {
    const page = this.page(id)
    if (page.status === 'Released') throw refusal(409, 'PageReleased')
    if (page.status === 'Submitted') throw refusal(409, 'PageAlreadySubmitted')
    if (page.isExpired) throw refusal(409, 'PageExpired')
    return this.show(page)
  }

  private release(id: string): void {
    const page = this.page(id)
    if (page.status === 'Submitted') throw refusal(409, 'PageAlreadySubmitted')
    page.status = 'Released'
  }

  /** A reviewer approves the answers of the page. */
  approve(id: string): void {
    this.approved.add(id)
  }

  /** The leases end, and another labeler answers one item of each. */
  expire(): void {
    for (const page of this.live()) {
      page.isExpired = true
      const item = page.items.map((id) => this.item(id)).find(({ answer }) => answer === undefined)
      if (item) Object.assign(item, { answer: 'other', by: 'other' })
    }
  }

  transport(isAlive: () => boolean): Transport {
    const call = async <Answer>(run: () => Answer): Promise<Answer> => {
      await new Promise((resolve) => setImmediate(resolve))
      if (!isAlive()) throw new NetworkProblem('The tab is gone')
      if (!this.isMember) throw refusal(404, 'ProjectNotFound')
      const fault = this.faults.shift() ?? 'None'
      switch (fault) {
        case 'Before':
          throw new NetworkProblem('before')
        case 'SignIn':
          throw new SignInNeeded()
        case '401':
          throw refusal(401, 'Unauthorized')
        case '429':
          throw refusal(429, 'TooManyRequests', { 'Retry-After': '3' })
        case '503':
          throw refusal(503, 'Unavailable')
        case 'After':
          run()
          throw new NetworkProblem('after')
        case 'Copy':
          this.copies.push(run)
          run()
          throw new NetworkProblem('after, and a copy comes')
        case 'None':
          return run()
      }
    }
    return {
      take: (wanted) => call(() => this.take(wanted)),
      get: (page) => call(() => this.show(this.page(page))),
      submit: (page, answers, next) => call(() => this.submit(page, answers, next)),
      renew: (page) => call(() => this.renew(page)),
      release: (page) => call(() => this.release(page)),
      reopen: (page) => call(() => this.reopen(page)),
    }
  }

  /** Copies that were under way arrive. */
  deliverCopies(): void {
    this.isCopy = true
    for (const run of this.copies.splice(0)) {
      try {
        run()
      } catch {
        // Nobody waits for the answer.
      }
    }
    this.isCopy = false
  }
}
