import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { dataset } from '../../../../src/domain/formats/dataset.ts'
import { describeFormat, type FoundRow } from '../../../contracts/format-contract.ts'
import { plainRows } from '../../../contracts/format/format-rows.ts'
import { writeRows } from '../../../contracts/format/write-rows.ts'
import { itemColumns } from '../../../contracts/format/item-columns.ts'

const pixels = z.string().regex(/^[1-9]\d*px$/)
const size = z.int().min(1).optional()
const line = z.strictObject({
  image_url: z.string().regex(/^AmlDatastore:\/\/store\//),
  image_details: z.strictObject({ format: z.string(), width: pixels, height: pixels }).optional(),
  label: z.union([z.string(), z.array(z.string())]).optional(),
  ...itemColumns,
  width: size,
  height: size,
  problem: z.string(),
})

const read = (text: string, { regions }: { readonly regions: 'One' | 'Many' }): readonly FoundRow[] => {
  // A reader of Python may split at each of these.
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/)
  if (lines.pop() !== '') throw new Error('The last line has no end')
  return lines.map((one) => {
    const { path, label } = line.parse(JSON.parse(one))
    if (label !== undefined && (typeof label === 'string') !== (regions === 'One'))
      throw new Error('A column has one kind of values')
    return { item: path, classes: typeof label === 'string' ? [label] : label }
  })
}

describe('a labeled dataset', () => {
  const written = async (how: Partial<Parameters<typeof writeRows>[2]> = {}) =>
    writeRows(dataset, plainRows({ kind: 'Class', regions: 'Many' }), { regions: 'Many', ...how })

  it('streams images from the datastore, or from their URL if it is asked to', async () => {
    const url = async (uri?: 'Https') =>
      z
        .object({ image_url: z.string() })
        .parse(JSON.parse((await written({ plan: { uri } })).contents[0]?.text.split('\n')[1] ?? ''))
        .image_url
    expect(await url()).toBe('AmlDatastore://store/f/1.png')
    expect(await url('Https')).toBe('https://account.blob.core.windows.net/photos/f/1.png')
  })

  it('has the file beside its MLTable in each part, under the name that scripts know', async () => {
    const split = { train: 0.5, validation: 0.5, test: 0, seed: 1 }
    const { listed } = await written({ split })
    expect(listed.map(({ path }) => path)).toEqual(
      ['train', 'validation'].flatMap((part) => [`${part}/labeledDatapoints.jsonl`, `${part}/MLTable`]),
    )
    expect((await written()).listed.map(({ path }) => path)).toEqual(['labeledDatapoints.jsonl', 'MLTable'])
  })
})

describeFormat(dataset, { read, unlabeled: 'Listed' })
