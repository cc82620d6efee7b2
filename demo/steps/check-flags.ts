import { listAll } from '../../tools/client.ts'
import { item } from '../answers.ts'
import { project, type Tour } from '../tour.ts'

/** The import reads the header of each file; what is no image, or is cut short, is flagged by it. */
export const checkFlags = ({ screen, people, story, checks }: Tour) =>
  screen.step('Find broken images', async (step) => {
    const { client } = people.reviewer
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
