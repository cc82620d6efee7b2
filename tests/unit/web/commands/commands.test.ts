import { expect, test } from '@jest/globals'
import { collisions, keysOfCommands } from '../../../../web/src/commands/commands.ts'

test('no two commands that are heard together have the same key', () => {
  expect(collisions(keysOfCommands({}))).toEqual([])
})

test('a chosen key that another command has is found', () => {
  expect(collisions(keysOfCommands({ skipItem: 'u' }))).toEqual([['selectUnanswered', 'skipItem']])
  expect(collisions(keysOfCommands({ approve: '?' }))).toEqual([['showKeys', 'approve']])
  expect(collisions(keysOfCommands({ approve: 'u' }))).toEqual([])
})
