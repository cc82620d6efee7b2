import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { itemStates } from '../../../src/domain/model/items/item.ts'
import { targetOf, type ItemAction } from '../../../src/domain/model/items/transitions.ts'

const page = readFileSync(join(__dirname, '../../../docs/data-model.md'), 'utf8')
const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

it('has the states of an item and its actions as the code has them', () => {
  const [section = ''] = /^## States of an item$[^]*?(?=^## )/m.exec(page) ?? []
  const [header = [], , ...rows] = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf)
  const actions = header.slice(1) as readonly ItemAction[]
  expect(actions).toHaveLength(11)
  expect(rows.map(([state]) => state).toSorted()).toEqual([...itemStates].toSorted())
  for (const state of itemStates) {
    const row = rows.find(([first]) => first === state)
    expect([state, ...actions.map((action) => targetOf(state, action) ?? '')]).toEqual(row)
  }
})
