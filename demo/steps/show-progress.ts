import { progress, type Progress } from '../answers.ts'
import { project, type Tour } from '../tour.ts'

const mostClasses = 12

const barOf = (count: number, most: number): string =>
  '█'.repeat(Math.round((count / Math.max(most, 1)) * 30))

const classLines = ({ byClass }: Progress): string[] => {
  const most = Math.max(...byClass.map(({ count }) => count))
  const width = Math.max(...byClass.map((one) => one.class.length))
  return byClass
    .slice(0, mostClasses)
    .map((one) => `${one.class.padEnd(width)} ${`${one.count}`.padStart(5)} ${barOf(one.count, most)}`)
}

/** Exact at any time, and cheap to read: a dashboard may ask every second. */
export const showProgress = ({ screen, people, story, checks }: Tour) =>
  screen.step('Read the progress', async (step) => {
    const now = await people.reviewer.client.get(`/projects/${project}/progress`, progress)
    const { first, skipped } = story
    checks.expect('Labeled at first', first.length - skipped.length, now.labeled)
    checks.expect('Skipped at first', skipped.length, now.skipped)
    const answers = now.byLabeler.reduce((total, { submitted }) => total + submitted, 0)
    checks.expect('Answers of all labelers', first.length, answers)
    for (const line of classLines(now)) step.note(line)
    return `${now.labeled} labeled, ${now.skipped} skipped, ${now.unlabeled} left of ${now.total}`
  })
