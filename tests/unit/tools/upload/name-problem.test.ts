import { describe, expect, it } from '@jest/globals'
import { findNameProblem } from '../../../../tools/upload/name-problem.ts'

describe('the name of a file', () => {
  it.each([
    'a b.png',
    'ü/😀.png',
    'tab\t.png',
    'line\n.png',
    '\u007F',
    '\u0085',
    '\uFFFD',
    '\u{1FFFE}',
    '.../..a/b..',
  ])('can be %j', (name) => {
    expect(findNameProblem(name)).toBeUndefined()
  })

  it.each([
    ['..', /part \. or \.\./],
    ['a/./b.png', /part \. or \.\./],
    ['..\\..\\b.png', /has a \\/],
    ['\0', /control character/],
    ['a/\u001F/b.png', /control character/],
    ['\uFFFF.png', /control character/],
    ['\uD83D.png', /no valid Unicode/],
    ['x'.repeat(1025), /more than 1024 characters/],
  ])('cannot be %j, and why is said', (name, reason) => {
    expect(findNameProblem(name)).toMatch(reason)
  })
})
