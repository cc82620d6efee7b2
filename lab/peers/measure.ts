import { pause, secondsSince, Timings, type Percentiles } from '../bench/timings.ts'
import type { Labeler } from './label-studio.ts'

export interface Labeling {
  readonly seconds: number
  readonly labels: number
  /** Tasks that got more than one answer: one is asked for. */
  readonly twice: number
  readonly tasks: number
  readonly failures: number
  readonly next: Percentiles
  readonly submit: Percentiles
}

export interface LabelingOptions {
  readonly project: number
  readonly most: number
  readonly classOf: (image: string) => string
}

/** A server that only fails is not measured. */
const maxFailures = 1000
const pauseAfterFailure = 200

/** All labelers at once, each asking for a task and submitting it as fast as it is answered. */
export const label = async (
  labelers: readonly Labeler[],
  { project, most, classOf }: LabelingOptions,
): Promise<Labeling> => {
  const [next, submit] = [new Timings(), new Timings()]
  const answers = new Map<number, number>()
  const counts = { labels: 0, failures: 0 }

  const answerOne = async (labeler: Labeler): Promise<boolean> => {
    const asked = performance.now()
    const task = await labeler.next(project)
    if (!task) return false
    next.add(asked)
    const isTaken = await submit.time(() => labeler.submit(project, task, classOf(task.image)))
    if (!isTaken) throw new Error('The answer was refused')
    counts.labels += 1
    answers.set(task.id, (answers.get(task.id) ?? 0) + 1)
    return true
  }

  const work = async (labeler: Labeler): Promise<void> => {
    while (counts.labels < most && counts.failures < maxFailures)
      try {
        if (!(await answerOne(labeler))) return
      } catch (error) {
        counts.failures += 1
        if (counts.failures === 1) console.error(`The first failure: ${String(error).slice(0, 200)}`)
        await pause(pauseAfterFailure)
      }
  }

  const began = performance.now()
  await Promise.all(labelers.map(work))
  const seconds = secondsSince(began)
  return {
    seconds,
    labels: counts.labels,
    twice: [...answers.values()].filter((count) => count > 1).length,
    tasks: answers.size,
    failures: counts.failures,
    next: next.percentiles(),
    submit: submit.percentiles(),
  }
}
