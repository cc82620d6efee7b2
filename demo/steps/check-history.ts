import { item, itemDetail, progress } from '../answers.ts'
import { listAll } from '../../tools/client.ts'
import { project, type Tour } from '../tour.ts'

/** After the second round every label is right, and each item still tells what it was labeled before, by whom, and why not. */
export const checkHistory = ({ screen, people, story, checks }: Tour) =>
  screen.step('Look at what was corrected', async (step) => {
    const { client } = people.reviewer
    const now = await client.get(`/projects/${project}/progress`, progress)
    const kept = story.first.length - story.left.size
    checks.expect('Labeled or approved after the second round', kept, now.labeled + now.approved)
    checks.expect('Removed from the project', story.left.size, now.removed)
    checks.expect('Project after the second round', 'Completed', now.status)

    const items = await listAll(client, `/projects/${project}/items?state=labeled&maxpagesize=200`, item)
    const corrected = items.filter(({ path }) => story.mistakes.includes(story.find(path)))
    const right = corrected.filter(({ path, labels }) => labels[0] === story.find(path).className)
    checks.expect('Mistakes corrected', story.mistakes.length, right.length)

    const [one] = corrected
    if (one) {
      const { path, labels, history } = await client.get(`/projects/${project}/items/${one.id}`, itemDetail)
      const [before] = history
      checks.expect('First answer in an item’s history', 'Rejected', before?.action ?? 'none')
      if (before) {
        const said = `${before.by} said ${before.labels?.join()}, ${before.endedBy} “${before.comment}”`
        step.note(`${path}: ${said}, and now it is ${labels.join()}`)
      }
    }
    return `${right.length} corrected, ${now.removed} removed, the project is ${now.status}`
  })
