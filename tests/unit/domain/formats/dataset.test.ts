import { z } from 'zod'
import { dataset } from '../../../../src/domain/formats/dataset.ts'
import { describeFormat, type FoundRow } from '../../../contracts/format-contract.ts'
import { pathOfUrl } from '../../../contracts/format/format-rows.ts'

const pixels = z.string().regex(/^[1-9]\d*px$/)
const line = z.strictObject({
  image_url: z.string(),
  image_details: z.strictObject({ format: z.string(), width: pixels, height: pixels }).optional(),
  label: z.union([z.string(), z.array(z.string())]).optional(),
})

const read = (text: string): readonly FoundRow[] => {
  const lines = text.split('\n')
  if (lines.pop() !== '') throw new Error('The last line has no end')
  return lines.map((one) => {
    const { image_url: url, label } = line.parse(JSON.parse(one))
    return { item: pathOfUrl(url), classes: typeof label === 'string' ? [label] : label }
  })
}

describeFormat(dataset, { read, unlabeled: 'Listed' })
