import type { Page } from './answers.ts'
import type { DemoImage } from './images.ts'
import type { Answer, Story } from './story.ts'

/** An answer for each item of the page, as a submit takes them. */
export const toAnswers = (story: Story, page: Page, answer: (image: DemoImage) => Answer) =>
  page.items.map(({ id, path }) => ({ item: id, ...answer(story.find(path)) }))
