import type { DemoImage } from '../images.ts'
import type { Labels } from './labels.ts'

const key = (labels: readonly string[]): string => JSON.stringify(labels.toSorted())

/** How many images have exactly the labels that they must have. */
export const countRight = (
  labels: Labels,
  images: readonly DemoImage[],
  truth: (image: DemoImage) => readonly string[],
): number =>
  images.filter((image) => {
    const found = labels.get(image.path)
    return found !== undefined && key(found) === key(truth(image))
  }).length
