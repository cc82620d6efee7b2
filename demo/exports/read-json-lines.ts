import { z } from 'zod'
import { checkPath, type ReadLabels } from './labels.ts'

const row = z.object({
  image_url: z.string(),
  path: z.string(),
  label: z.union([z.string(), z.array(z.string())]),
})

export const readJsonLines: ReadLabels = (file, prefix) => {
  const table = file('MLTable')
  if (!table.includes('./labeledDatapoints.jsonl')) throw new Error('The MLTable file names another file')
  const lines = file('labeledDatapoints.jsonl').split('\n').slice(0, -1)
  return new Map(
    lines.map((line) => {
      const { image_url: url, path, label } = row.parse(JSON.parse(line))
      return [checkPath(path, url, prefix), typeof label === 'string' ? [label] : label]
    }),
  )
}
