import type { BenchState, Notice } from './bench-state.ts'
import { judgeFailure, type Failure } from './judge-failure.ts'
import type { Job } from './next-job.ts'
import type { Transport } from './transport.ts'
import {
  beginRelease,
  cancelReopen,
  giveUp,
  giveUpAll,
  markAsked,
  markTried,
  prune,
  reopenAgain,
} from './send-steps.ts'
import { endReopen, receive, refresh, refuseAll, settle } from './service-steps.ts'
import type { Schemas } from '../api/client.ts'
import { openPages, pageOf, unsent, withoutPage, type Work } from './work.ts'

/** The bench, as its jobs see it. */
export interface JobBench {
  readonly work: () => Work
  /** Resolves when the change is on the disk. @throws TakenOver */
  readonly update: (work: Work, more?: Partial<BenchState>) => Promise<void>
  readonly transport: Transport
  readonly now: () => number
  readonly notify: (notice: Notice) => void
  /** The service has just confirmed the lease of the page. */
  readonly confirm: (page: string) => void
  /** The lease of the page may have ended: the service is asked. */
  readonly doubt: (page: string) => void
  readonly setWaiting: (taken: Schemas['TakenPage'] | undefined) => void
  /** Resolves to false if the person has the tab no more. */
  readonly isAlive: () => boolean
  /** The service has the answers to these items of the page. It may say so again of answers that were sent again. */
  readonly accept: (page: string, items: readonly string[]) => void
  /** The service has given them back. */
  readonly giveBack: (page: string, items: readonly string[]) => void
}

const takeIn = async (bench: JobBench, taken: Schemas['TakenPage']): Promise<void> => {
  const before = openPages(bench.work()).length
  if (taken.id !== undefined) bench.confirm(taken.id)
  await bench.update(receive(bench.work(), taken))
  // The service leases an item once: another page with it has expired.
  const items = new Set(taken.items.map(({ id }) => id))
  for (const { page, taken: other } of openPages(bench.work()))
    if (page !== taken.id && other.items.some(({ id }) => items.has(id))) bench.doubt(page)
  // A page that is known already is no reason to ask for it again and again.
  bench.setWaiting(openPages(bench.work()).length > before ? undefined : taken)
}

/**
 * A late copy of a former submit of the page was faster than this one, and has other answers. Not so for items that the
 * service did not take back at the last reopening: it would not do so now.
 */
const isOvertaken = (work: Work, { results, page }: Schemas['SubmitResults']): boolean => {
  const items = pageOf(work, page.id)?.taken.items ?? []
  const stays = new Set(items.filter(({ answered }) => answered === true).map(({ id }) => id))
  return (
    page.status === 'Submitted' &&
    results.some(({ item, error }) => error?.code === 'AlreadyAnswered' && !stays.has(item))
  )
}

const submit = async (bench: JobBench, { entry, next }: Extract<Job, { kind: 'Submit' }>): Promise<void> => {
  if (!entry.tried) await bench.update(markTried(bench.work(), entry))
  const answer = await bench.transport.submit(entry.page, entry.answers, next)
  if (!bench.isAlive()) return
  if (entry.reopened && isOvertaken(bench.work(), answer)) {
    await bench.update(reopenAgain(bench.work(), entry.page))
    return
  }
  const before = bench.work()
  const after = settle(before, entry, answer, bench.now())
  const accepted = answer.results.filter(({ status }) => status === 'Accepted')
  bench.accept(
    entry.page,
    accepted.map(({ item }) => item),
  )
  bench.setWaiting(undefined)
  await bench.update(prune(after, bench.now()))
  const refused = after.refused.length - before.refused.length
  if (refused > 0) bench.notify({ kind: 'Refused', count: refused })
  if (answer.next) await takeIn(bench, answer.next)
}

const reopen = async (
  bench: JobBench,
  { page, inTheWay }: Extract<Job, { kind: 'Reopen' }>,
): Promise<void> => {
  if (inTheWay) {
    const isTouched = unsent(inTheWay).length > 0
    await bench.update(
      isTouched ? cancelReopen(bench.work(), page, bench.now()) : beginRelease(bench.work(), inTheWay.page),
    )
    if (isTouched) bench.notify({ kind: 'TwoPages' })
    return
  }
  const wanted = pageOf(bench.work(), page)
  // The person has gone on meanwhile.
  if (wanted?.status !== 'reopening') return
  const isFirst = !wanted.reopened
  if (isFirst) await bench.update(markAsked(bench.work(), page))
  const shown = await bench.transport.reopen(page)
  if (!bench.isAlive()) return
  bench.confirm(page)
  const open = shown.items.filter(({ answered }) => answered !== true)
  bench.giveBack(
    page,
    open.map(({ id }) => id),
  )
  await bench.update(endReopen(bench.work(), shown, isFirst))
  bench.notify({ kind: 'Reopened' })
}

/** A page that another tab or device has taken: once it is known here, it can be given back. */
const findPageInTheWay = async (bench: JobBench): Promise<boolean> => {
  const [current, ahead] = openPages(bench.work())
  if (ahead) return false
  await takeIn(bench, await bench.transport.take(current ? { size: 1, after: current.page } : { size: 1 }))
  return openPages(bench.work()).length > (current ? 1 : 0)
}

const check = async (bench: JobBench, page: string): Promise<void> => {
  await bench.transport.renew(page)
  const shown = await bench.transport.get(page)
  if (!bench.isAlive()) return
  bench.confirm(page)
  await bench.update(
    shown.status === 'Held' ? refresh(bench.work(), shown) : giveUp(bench.work(), page, bench.now()),
  )
}

const doJob = async (bench: JobBench, job: Job): Promise<void> => {
  switch (job.kind) {
    case 'Release':
      await bench.transport.release(job.page)
      if (bench.isAlive()) await bench.update(withoutPage(bench.work(), job.page))
      return
    case 'Submit':
      await submit(bench, job)
      return
    case 'Reopen':
      await reopen(bench, job)
      return
    case 'Check':
      await check(bench, job.page)
      return
    case 'Take': {
      const taken = await bench.transport.take(job.wanted)
      if (bench.isAlive()) await takeIn(bench, taken)
    }
  }
}

/** What a final refusal means for what was asked. */
const acceptRefusalOf = async (
  bench: JobBench,
  job: Job,
  { code, message }: Extract<Failure, { kind: 'Refused' }>,
  error: unknown,
): Promise<void> => {
  const work = bench.work()
  switch (job.kind) {
    case 'Release':
      await bench.update(withoutPage(work, job.page))
      return
    case 'Submit': {
      if (code === 'PageAlreadySubmitted' && job.entry.reopened) {
        await bench.update(reopenAgain(work, job.entry.page))
        return
      }
      const after = refuseAll(work, job.entry, code, message, bench.now())
      await bench.update(after)
      bench.notify({ kind: 'Refused', count: after.refused.length - work.refused.length })
      return
    }
    case 'Reopen':
      if (code === 'TwoPagesHeld' && (await findPageInTheWay(bench))) return
      await bench.update(cancelReopen(work, job.page, bench.now()))
      bench.notify({ kind: 'ReopenRefused', code, message })
      return
    case 'Check':
      if (code === 'PageAlreadySubmitted' && pageOf(work, job.page)?.reopened === true) {
        await bench.update(reopenAgain(work, job.page))
        return
      }
      if (pageOf(work, job.page)?.status === 'open') bench.notify({ kind: 'PageGone' })
      await bench.update(giveUp(work, job.page, bench.now()))
      return
    case 'Take':
      bench.setWaiting({ items: [], labelClasses: [] })
      await bench.update(work, { problem: error })
  }
}

/** The person is no member any more, or the project is gone. */
const endsAccess = new Set(['ProjectNotFound', 'Forbidden'])

/** The service has refused for good: what that means for the work. */
const acceptRefusal = async (
  bench: JobBench,
  job: Job,
  failure: Extract<Failure, { kind: 'Refused' }>,
  error: unknown,
): Promise<void> => {
  await acceptRefusalOf(bench, job, failure, error)
  if (!endsAccess.has(failure.code)) return
  bench.setWaiting({ items: [], labelClasses: [] })
  await bench.update(giveUpAll(bench.work(), bench.now()), { problem: error })
}

type Again = Extract<Failure, { kind: 'Again' }>

/** Does one thing with the service. Returns the reason to try it again later; undefined if it is done. */
export const performJob = async (bench: JobBench, job: Job): Promise<Again | undefined> => {
  try {
    await doJob(bench, job)
    return undefined
  } catch (error) {
    if (!bench.isAlive()) return undefined
    const failure = judgeFailure(error)
    if (failure.kind === 'Again') return failure
    return acceptRefusal(bench, job, failure, error).then(
      () => undefined,
      (further: unknown) => {
        const second = judgeFailure(further)
        return second.kind === 'Again' ? second : { kind: 'Again', why: 'Busy' }
      },
    )
  }
}
