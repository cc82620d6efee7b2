import type { Schemas } from '../api/client.ts'

/** A class of any level, as answers name it. */
export interface ListedClass {
  /** The names from the root, joined by `/`. */
  readonly path: string
  readonly name: string
  /** 0 for the first level. */
  readonly level: number
  readonly color: string
  readonly shortcut?: string | undefined
  readonly description?: string | undefined
  /** Items that show the class. */
  readonly examples?: readonly string[] | undefined
}

/** Colours of classes without one: far apart in hue, and of one lightness. */
const colorAt = (index: number): string => `hsl(${Math.round((index * 137.508) % 360)} 70% 55%)`

/** All classes, each before those below it. */
export const listClasses = (classes: readonly Schemas['LabelClass'][]): readonly ListedClass[] => {
  const listed: ListedClass[] = []
  const add = (level: number, above: string, some: readonly Schemas['LabelClass'][]): void => {
    for (const { name, color, shortcut, description, examples, classes: below = [] } of some) {
      const path = above === '' ? name : `${above}/${name}`
      listed.push({
        path,
        name,
        level,
        color: color ?? colorAt(listed.length),
        shortcut,
        description,
        examples,
      })
      add(level + 1, path, below)
    }
  }
  add(0, '', classes)
  return listed
}
