import { operation, waitForOperation } from '../../tools/client.ts'
import { progress } from '../answers.ts'
import { project, type Tour } from '../tour.ts'

/** The service looks for new files every 15 minutes by itself; who cannot wait asks for it. */
export const refreshProject = ({ screen, people, story, checks }: Tour) =>
  screen.step('Refresh on demand', async (step) => {
    const asked = new Date().toISOString()
    for (let isMine = false; !isMine;) {
      const started = await people.admin.call('POST', `/projects/${project}/refresh`, operation)
      // One that was at work already may have passed by the new files: then another is needed.
      isMine = started.body.startedAt >= asked
      await waitForOperation(
        people.admin,
        started.headers.get('operation-location') ?? '',
        ({ done, total }) => step.progress(done, total),
      )
    }
    const { total, unlabeled } = await people.admin.get(`/projects/${project}/progress`, progress)
    checks.expect('Items after the refresh', story.first.length + story.later.length, total)
    checks.expect('New items to label', story.later.length, unlabeled)
    return `${unlabeled} new items, ${total} in all`
  })
