import { expect, it } from '@jest/globals'
import { frontMatterOf } from '../../../../src/domain/exports/front-matter.ts'

it('names the files of each part, and the types of the columns', () => {
  const columns = { id: 'int64', names: { list: 'string' }, size: { struct: { width: 'string' } } } as const
  const files = [
    { split: 'train', path: 'train/a.jsonl' },
    { split: 'test', path: 'test/a.jsonl' },
  ]
  const tables = [
    { name: 'one', loader: ['field: x'], columns },
    { name: 'two', loader: [], columns: { id: 'string' } },
  ] as const
  expect(frontMatterOf(tables, files, 'export e1')).toBe(`---
configs:
- config_name: one
  description: export e1
  default: true
  data_files:
  - split: train
    path: train/a.jsonl
  - split: test
    path: test/a.jsonl
  field: x
  features:
  - name: id
    dtype: int64
  - name: names
    list: string
  - name: size
    struct:
    - name: width
      dtype: string
- config_name: two
  description: export e1
  data_files:
  - split: train
    path: train/a.jsonl
  - split: test
    path: test/a.jsonl
  features:
  - name: id
    dtype: string
---
`)
})
