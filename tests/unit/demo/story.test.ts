import { describe, expect, it } from '@jest/globals'
import type { DemoImage } from '../../../demo/images.ts'
import { tellStory } from '../../../demo/story.ts'

const image = (className: string, number: number, cutShort = false): DemoImage => ({
  file: `/pictures/${className}/${number}.png`,
  path: `images/${className}/${number}.png`,
  contentType: 'image/png',
  className,
  cutShort,
})
const images = (...classes: string[]) =>
  classes.flatMap((name) => Array.from({ length: 12 }, (_, number) => image(name, number)))

describe('the story', () => {
  it('parts the images into those of the first round and those that come later', () => {
    const { first, later, classes } = tellStory(images('a', 'b', 'c'))
    expect(classes).toEqual(['a', 'b', 'c'])
    expect(later.map(({ path }) => path)).toEqual(['images/a/11.png', 'images/b/11.png', 'images/c/11.png'])
    expect(first).toHaveLength(33)
  })

  it('has mistakes and skips, and no image is both', () => {
    const { mistakes, skipped, left, first, firstAnswer, rightAnswer } = tellStory(images('a', 'b', 'c'))
    expect(mistakes.length).toBeGreaterThan(1)
    expect(skipped.length).toBeGreaterThan(1)
    expect(left.size).toBe(1)
    expect(mistakes.filter((one) => skipped.includes(one))).toEqual([])
    const differ = first.filter(
      (one) => JSON.stringify(firstAnswer(one)) !== JSON.stringify(rightAnswer(one)),
    )
    expect(differ).toHaveLength(mistakes.length + skipped.length)
  })

  it('skips what is cut short, and leaves it out in the end', () => {
    const broken = image('a', 99, true)
    const { firstAnswer, kept, left, later } = tellStory([...images('a', 'b'), broken])
    expect(firstAnswer(broken)).toEqual({ skip: true, reason: 'does not show' })
    expect(left.has(broken)).toBe(true)
    expect(kept).not.toContain(broken)
    expect(later).not.toContain(broken)
  })

  it('holds with a single image a class', () => {
    const { first, later, kept } = tellStory([image('a', 1), image('b', 1)])
    expect([first.length, later.length, kept.length]).toEqual([2, 0, 2])
  })

  it('knows only the images that it was told of', () => {
    expect(() => tellStory(images('a', 'b')).find('images/c/1.png')).toThrow('never uploaded')
  })
})
