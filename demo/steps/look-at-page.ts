import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { countAccepted, page, progress, results } from '../answers.ts'
import { toAnswers } from '../answer-page.ts'
import { inParallel } from '../in-parallel.ts'
import { project, type Tour } from '../tour.ts'

/** What a browser does: it shows the images of a page, its tab gets closed, its connection lost. Nothing is lost by it. */
export const lookAtPage = ({ screen, people, story, checks }: Tour, size: number) =>
  screen.step('Open a page as a browser', async (step) => {
    const [ana] = people.labelers
    if (!ana) throw new Error('There is no labeler')
    const ask = () => ana.client.post(`/projects/${project}/pages`, page, { size })

    const expected = Math.min(size, story.first.length)
    const first = await ask()
    const again = await ask()
    checks.expect('Page after the tab was closed', 'the same', first.id === again.id ? 'the same' : 'another')
    step.note(`${ana.name} closed the tab, came back, and got the same ${again.items.length} images`)

    let shown = 0
    await inParallel(again.items, 3, async ({ path, contentUrl }) => {
      // As an <img src> would: no token, nothing but the URL.
      if (contentUrl === undefined) return
      const response = await fetch(contentUrl)
      const bytes = Buffer.from(await response.arrayBuffer())
      if (bytes.equals(await readFile(story.find(path).file))) shown += 1
    })
    checks.expect('Images shown by their contentUrl, byte for byte', expected, shown)

    const submit = () =>
      ana.client.call('POST', `/projects/${project}/pages/${again.id}/submit`, results, {
        body: { answers: toAnswers(story, again, story.firstAnswer) },
        headers: { 'idempotency-key': key },
      })
    const key = randomUUID()
    await submit()
    const repeated = await submit()
    step.note(`${ana.name}’s connection was lost while submitting, so the browser submitted again`)
    checks.expect('Answers in the repeated submit', expected, countAccepted(repeated.body.results))
    const { byLabeler } = await people.reviewer.client.get(`/projects/${project}/progress`, progress)
    const counted = byLabeler.find(({ labeler }) => labeler === ana.name)?.submitted ?? 0
    checks.expect('Answers counted after the repeated submit', expected, counted)
    return `${shown} images shown, ${counted} answers counted once`
  })
