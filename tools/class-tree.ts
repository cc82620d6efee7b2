import { z } from 'zod'

interface ClassNode {
  readonly name: string
  readonly classes?: readonly ClassNode[] | undefined
}

/** A class as the API shows it, with those below it. */
export const classNode: z.ZodType<ClassNode> = z.object({
  name: z.string(),
  get classes() {
    return z.array(classNode).optional()
  },
})

/** What can be chosen of a tree, by path: each class before those below it. */
export const classPaths = (nodes: readonly ClassNode[], above = ''): readonly string[] =>
  nodes.flatMap(({ name, classes = [] }) => [`${above}${name}`, ...classPaths(classes, `${above}${name}/`)])
