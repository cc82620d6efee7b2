import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kinds } from '../../../src/domain/model/kinds.ts'

const page = readFileSync(join(__dirname, '../../../docs/data-model.md'), 'utf8')

it('says for each document kind what it names and what its deletion does', () => {
  const [section = ''] = /^## What names what$[^]*?(?=^## )/m.exec(page) ?? []
  const named = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, kind]) => kind))
  expect([...new Set(named)].toSorted()).toEqual([...new Set(kinds.map(({ kind }) => kind))].toSorted())
})
