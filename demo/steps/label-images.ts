import { setTimeout as sleep } from 'node:timers/promises'
import { countAccepted, takePage, results } from '../answers.ts'
import { toAnswers } from '../answer-page.ts'
import { DemoError } from '../demo-error.ts'
import type { DemoImage } from '../images.ts'
import type { Answer } from '../story.ts'
import type { Person, Tour } from '../tour.ts'

export interface Labeling {
  readonly title: string
  readonly project: string
  readonly pageSize: number
  /** How many answers it takes. */
  readonly answers: number
  readonly answer: (image: DemoImage) => Answer
  /** True if a reviewer has rejected all of them, so each comes back with a comment. */
  readonly rejected?: true
}

const mostWaits = 300

/** One labeler: gets a page, answers it, gets the next, until nothing is left. */
const labelUntilDone = async (
  { story }: Tour,
  { client, name }: Person,
  { project, pageSize, answer }: Labeling,
  onAccepted: (answers: number, comments: number) => void,
): Promise<void> => {
  for (let waits = 0; waits < mostWaits;) {
    const page = await client.post(`/projects/${project}/pages`, takePage, { size: pageSize })
    if ('id' in page) {
      const submitted = await client.post(`/projects/${project}/pages/${page.id}/submit`, results, {
        answers: toAnswers(story, page, answer),
      })
      const comments = page.items.filter(({ returned }) => returned?.comment !== undefined)
      onAccepted(countAccepted(submitted.results), comments.length)
    } else if (page.waiting !== 'AllLeased') {
      return
    } else {
      // Others hold what is left, and may give it back: ask again in a while.
      waits += 1
      await sleep(100)
    }
  }
  throw new DemoError(`${name} waits for a page in vain: others hold what is left.`)
}

/** All labelers at once, each page by page. No item is handed to two of them. */
export const labelImages = (tour: Tour, labeling: Labeling) =>
  tour.screen.step(labeling.title, async (step) => {
    const counts = tour.people.labelers.map(({ name }) => ({ name, answers: 0 }))
    let commented = 0
    const sum = () => counts.reduce((total, { answers }) => total + answers, 0)
    await Promise.all(
      tour.people.labelers.map((person, index) =>
        labelUntilDone(tour, person, labeling, (answers, comments) => {
          commented += comments
          const count = counts[index]
          if (count) count.answers += answers
          step.progress(sum(), labeling.answers)
        }),
      ),
    )
    tour.checks.expect(`${labeling.title}: answers`, labeling.answers, sum())
    if (labeling.rejected)
      tour.checks.expect('Items that came back with the comment of the reviewer', labeling.answers, commented)
    return counts.map(({ name, answers }) => `${name} ${answers}`).join(', ')
  })
