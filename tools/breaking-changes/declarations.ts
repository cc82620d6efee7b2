import { z } from 'zod'

/** `docs/api/breaking-changes.json`: the changes since the last release that break clients on purpose. */
const declarations = z.array(
  z.strictObject({
    reason: z.string().min(20),
    changes: z.array(z.string().min(1)).min(1),
  }),
)
export type Declarations = z.output<typeof declarations>

/** @throws Error for a file of another shape, and for one that declares a change twice */
export const parseDeclarations = (text: string): Declarations => {
  const parsed = declarations.parse(JSON.parse(text))
  const all = parsed.flatMap(({ changes }) => changes)
  const twice = all.find((change, index) => all.indexOf(change) !== index)
  if (twice !== undefined) throw new Error(`A change is declared twice: ${twice}`)
  return parsed
}

export interface Judgement {
  /** Breaking changes that nobody declared. */
  readonly undeclared: readonly string[]
  /** Declared changes that the document does not have. */
  readonly stale: readonly string[]
}

export const judgeChanges = (found: readonly string[], declared: Declarations): Judgement => {
  const known = new Set(declared.flatMap(({ changes }) => changes))
  const real = new Set(found)
  return {
    undeclared: found.filter((change) => !known.has(change)),
    stale: [...known].filter((change) => !real.has(change)),
  }
}
