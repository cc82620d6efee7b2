import { z } from 'zod'
import { pathOf, type ReadLabels } from './labels.ts'

const row = z.object({ image_url: z.string(), label: z.union([z.string(), z.array(z.string())]) })

export const readJsonLines: ReadLabels = (file, prefix) => {
  const table = file('MLTable')
  if (!table.includes('./annotations.jsonl')) throw new Error('The MLTable file names another file')
  const lines = file('annotations.jsonl').split('\n').slice(0, -1)
  return new Map(
    lines.map((line) => {
      const { image_url: url, label } = row.parse(JSON.parse(line))
      return [pathOf(url, prefix), typeof label === 'string' ? [label] : label]
    }),
  )
}
