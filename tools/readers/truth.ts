import { z } from 'zod'
import { listAll, type Client } from '../client.ts'
import { sha256 } from './download.ts'

const item = z.object({
  id: z.string(),
  path: z.string(),
  state: z.enum(['unlabeled', 'labeled', 'skipped', 'approved', 'removed']),
  labels: z.array(z.string()),
  width: z.number().optional(),
  height: z.number().optional(),
  orientation: z.number().optional(),
  problem: z.string().optional(),
  missing: z.boolean().optional(),
  contentUrl: z.string().optional(),
})

/** What the API says about an item, and the SHA-256 of the content that it gives. */
export type TrueItem = Omit<z.output<typeof item>, 'contentUrl'> & { readonly sha256: string | undefined }

interface TreeNode {
  readonly name: string
  readonly classes?: readonly TreeNode[] | undefined
}
const node: z.ZodType<TreeNode> = z.object({
  name: z.string(),
  get classes() {
    return z.array(node).optional()
  },
})
const project = z.object({ labelClasses: z.array(node) })

const pathsOf = (nodes: readonly TreeNode[], above = ''): readonly string[] =>
  nodes.flatMap(({ name, classes = [] }) => [above + name, ...pathsOf(classes, `${above}${name}/`)])

export interface ProjectTruth {
  readonly name: string
  readonly items: readonly TrueItem[]
  /** The classes that can be chosen, in their order. */
  readonly classes: readonly string[]
}

/** Reads a project through the API: its items with their labels and content, and its classes. */
export const readTruth = async (client: Client, name: string): Promise<ProjectTruth> => {
  const listed = await listAll(client, `/projects/${name}/items?maxpagesize=200`, item)
  const items: TrueItem[] = []
  for (const { contentUrl, ...one } of listed) {
    const content = contentUrl === undefined || one.missing ? undefined : await client.download(contentUrl)
    items.push({ ...one, sha256: content && sha256(content) })
  }
  const { labelClasses } = await client.get(`/projects/${name}`, project)
  return { name, items, classes: pathsOf(labelClasses) }
}
