import { waitForOperation } from '../../tools/client.ts'
import { anything } from '../answers.ts'
import type { Answer, Story } from '../story.ts'
import { dataset, type Tour } from '../tour.ts'
import type { DemoImage } from '../images.ts'

export const treeProject = 'fashion-tree'

const families: Readonly<Record<string, readonly string[]>> = {
  Accessories: ['Bag'],
  Footwear: ['Ankle boot', 'Sandal', 'Sneaker'],
  Clothing: ['Coat', 'Dress', 'Pullover', 'Shirt', 'T-shirt', 'Trouser'],
}

const familyOf = (className: string): string =>
  Object.keys(families).find((family) => families[family]?.includes(className)) ?? 'Other'

/** An image has both levels of the tree: `Footwear` and `Footwear/Sneaker`. */
export const treeLabels = ({ className }: DemoImage): string[] => {
  const family = familyOf(className)
  return [family, `${family}/${className}`]
}

export const treeAnswer =
  ({ left }: Story) =>
  (image: DemoImage): Answer =>
    left.has(image) ? { skip: true, reason: 'does not show' } : { labels: treeLabels(image) }

/** The same images again, with several labels each, out of a tree of classes. */
export const createTreeProject = ({ screen, people, story, checks }: Tour) =>
  screen.step('Create a multi-label project', async (step) => {
    const names = [...new Set(story.classes.map(familyOf))]
    const created = await people.admin.call('PUT', `/projects/${treeProject}`, anything, {
      body: {
        mediaType: 'Image',
        taskType: 'MultiLabel',
        dataset,
        labelersSeePaths: true,
        labelClasses: names.map((name) => ({
          name,
          classes: story.classes.filter((one) => familyOf(one) === name).map((one) => ({ name: one })),
        })),
      },
    })
    const { done } = await waitForOperation(
      people.admin,
      created.headers.get('operation-location') ?? '',
      ({ done, total }) => step.progress(done, total),
    )
    checks.expect('Items of the multi-label project', story.first.length + story.later.length, done)
    return `${done} items, classes in a tree: ${names.join(', ')}`
  })
