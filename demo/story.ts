import type { DemoImage } from './images.ts'

/** What a labeler does with an image: names classes, or skips it. */
export type Answer = { readonly labels: readonly string[] } | { readonly skip: true; readonly reason: string }

/** What is to happen, and so which numbers must come out: all of it follows from the folder of images. */
export interface Story {
  readonly classes: readonly string[]
  /** Images that are there when the project is made. */
  readonly first: readonly DemoImage[]
  /** Images that come later, for the refresh to find. */
  readonly later: readonly DemoImage[]
  readonly mistakes: readonly DemoImage[]
  readonly skipped: readonly DemoImage[]
  /** Skips that the reviewer accepts: their images leave the project. */
  readonly left: ReadonlySet<DemoImage>
  readonly find: (path: string) => DemoImage
  /** What the labelers answer at first, mistakes and skips included. */
  readonly firstAnswer: (image: DemoImage) => Answer
  /** What they answer the second time, and to new images. */
  readonly rightAnswer: (image: DemoImage) => Answer
  /** What the project must hold in the end. */
  readonly kept: readonly DemoImage[]
}

const mostLater = 10

/** Of each class the last image comes later, if it is whole and not the only one. */
const chooseLater = (images: readonly DemoImage[], classes: readonly string[]): DemoImage[] =>
  classes
    .flatMap((name) => {
      const whole = images.filter(({ className, cutShort }) => className === name && !cutShort)
      return whole.slice(1).slice(-1)
    })
    .slice(0, mostLater)

export const tellStory = (images: readonly DemoImage[]): Story => {
  const classes = [...new Set(images.map(({ className }) => className))]
  const later = chooseLater(images, classes)
  const first = images.filter((image) => !later.includes(image))
  const byPath = new Map(images.map((image) => [image.path, image] as const))
  const unsure = first.filter(({ cutShort }, index) => !cutShort && index % 12 === 7)
  const skipped = first.filter((image) => image.cutShort || unsure.includes(image))
  const mistakes = first.filter((image, index) => index % 9 === 4 && !skipped.includes(image))
  const left = new Set(first.filter((image) => image.cutShort || image === unsure[0]))
  const wrong = new Set(mistakes)
  const skips = new Set(skipped)
  const classAfter = (name: string): string => classes[(classes.indexOf(name) + 1) % classes.length] ?? name

  const rightAnswer = ({ className }: DemoImage): Answer => ({ labels: [className] })
  return {
    classes,
    first,
    later,
    mistakes,
    skipped,
    left,
    find: (path) => {
      const image = byPath.get(path)
      if (!image) throw new Error(`The service speaks of ${path}, which was never uploaded`)
      return image
    },
    firstAnswer: (image) => {
      if (skips.has(image))
        return { skip: true, reason: image.cutShort ? 'does not show' : 'cannot tell what it is' }
      return wrong.has(image) ? { labels: [classAfter(image.className)] } : rightAnswer(image)
    },
    rightAnswer,
    kept: images.filter((image) => !left.has(image)),
  }
}
