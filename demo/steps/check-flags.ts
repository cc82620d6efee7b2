import { setTimeout as sleep } from 'node:timers/promises'
import { listAll } from '../../tools/client.ts'
import { item, progress } from '../answers.ts'
import { project, type Tour } from '../tour.ts'

/** Sizes are read from the files' headers in the background; what is no image, or is cut short, is flagged by it. */
export const checkFlags = ({ screen, people, story, checks }: Tour) =>
  screen.step('Find broken images', async (step) => {
    const { client } = people.reviewer
    const pending = async () => (await client.get(`/projects/${project}/progress`, progress)).headersPending
    const all = story.first.length
    for (let left = await pending(); left > 0; left = await pending()) {
      step.progress(all - left, all)
      await sleep(100)
    }
    const items = await listAll(client, `/projects/${project}/items?maxpagesize=200`, item)
    const flagged = items.filter(({ problem }) => problem !== undefined)
    const expected = story.first.filter(({ cutShort }) => cutShort)
    checks.expect(
      'Images cut short, and flagged',
      expected.length,
      flagged.filter(({ path }) => expected.includes(story.find(path))).length,
    )
    for (const { path, problem } of flagged.slice(0, 10)) step.note(`${path}: ${problem}`)
    return `${flagged.length} of ${items.length} are flagged`
  })
