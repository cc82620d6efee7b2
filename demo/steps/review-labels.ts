import { countAccepted, item, results, type Item } from '../answers.ts'
import { listAll } from '../../tools/client.ts'
import type { Story } from '../story.ts'
import { project, type Tour } from '../tour.ts'

const mostAtOnce = 200
const approvedPerClass = 5

type Verdict = 'reject-items' | 'approve-items' | 'accept-skips'

const countToApprove = ({ classes, first, mistakes, skipped }: Story): number => {
  const right = first.filter((image) => !mistakes.includes(image) && !skipped.includes(image))
  const counts = classes.map((name) => right.filter(({ className }) => className === name).length)
  return counts.reduce((total, count) => total + Math.min(count, approvedPerClass), 0)
}

/** The reviewer goes class by class: what does not belong is rejected, and goes to the front of the queue again. */
export const reviewLabels = (tour: Tour) =>
  tour.screen.step('Review class by class', async (step) => {
    const { people, story, checks } = tour
    const { client } = people.reviewer
    const list = (query: string) =>
      listAll(client, `/projects/${project}/items?maxpagesize=200&${query}`, item)
    const judge = async (verdict: Verdict, items: readonly Item[], comment?: string): Promise<number> => {
      let accepted = 0
      for (let at = 0; at < items.length; at += mostAtOnce) {
        const body = {
          seen: items.slice(at, at + mostAtOnce).map(({ id, etag }) => ({ item: id, etag })),
          comment,
        }
        const answer = await client.post(`/projects/${project}/${verdict}`, results, body)
        accepted += countAccepted(answer.results)
      }
      return accepted
    }

    let [listed, rejected, approved] = [0, 0, 0]
    for (const [index, name] of story.classes.entries()) {
      const items = await list(`state=labeled&class=${encodeURIComponent(name)}`)
      listed += items.length
      const wrong = items.filter(({ path }) => story.find(path).className !== name)
      const right = items.filter((one) => !wrong.includes(one)).slice(0, approvedPerClass)
      rejected += await judge('reject-items', wrong, `This is no ${name}.`)
      approved += await judge('approve-items', right)
      step.progress(index + 1, story.classes.length)
    }
    checks.expect('Labels listed by class', story.first.length - story.skipped.length, listed)
    checks.expect('Mistakes found and rejected', story.mistakes.length, rejected)
    checks.expect('Labels approved', countToApprove(story), approved)

    const skips = await list('state=skipped')
    const leave = skips.filter(({ path }) => story.left.has(story.find(path)))
    const left = await judge('accept-skips', leave)
    const back = await judge(
      'reject-items',
      skips.filter((one) => !leave.includes(one)),
      'Look again, please.',
    )
    checks.expect('Skips accepted', story.left.size, left)
    checks.expect('Skips rejected', story.skipped.length - story.left.size, back)
    return `${rejected} mistakes and ${back} skips rejected, ${approved} labels approved, ${left} of ${skips.length} skips accepted`
  })
