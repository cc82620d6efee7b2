import { describe, expect, test } from '@jest/globals'
import { createItemMemory } from '../../../../src/domain/labeling/item-memory.ts'
import { makeItem, makeProject } from '../../../support/make-documents.ts'

const stored = (path: string) => ({ document: makeItem(makeProject(), path), etag: path })
const [a, b, c] = [stored('a'), stored('b'), stored('c')]
const ids = (...some: readonly (typeof a)[]) => some.map(({ document }) => document.id)

describe('the memory of items that were handed out', () => {
  test('gives each once, of its own segment', () => {
    const { keep, take } = createItemMemory()
    keep('u1:0', [a, b])
    expect(take('u1:1', ids(a))).toEqual([])
    expect(take('u1:0', ids(b, c, a))).toEqual([b, a])
    expect(take('u1:0', ids(a, b))).toEqual([])
  })

  test('shows any number of times what it has not given', () => {
    const { keep, take, recall } = createItemMemory()
    keep('u1:0', [a, b])
    expect(recall('u1:0', ids(b, c, a))).toEqual([b, a])
    expect(recall('u1:0', ids(a))).toEqual([a])
    expect(recall('u1:1', ids(a))).toEqual([])
    take('u1:0', ids(a))
    expect(recall('u1:0', ids(a, b))).toEqual([b])
  })

  test('holds the latest ones', () => {
    const { keep, take } = createItemMemory(2)
    keep('u1:0', [a, b, c])
    expect(take('u1:0', ids(a, b, c))).toEqual([b, c])
    keep('u1:0', [a, b])
    keep('u1:0', [c])
    expect(take('u1:0', ids(a, b, c))).toEqual([b, c])
  })

  test('holds five thousand', () => {
    const { keep, take } = createItemMemory()
    const many = Array.from({ length: 5001 }, (_, index) => stored(`${index}`))
    keep('u1:0', many)
    expect(take('u1:0', ids(...many))).toEqual(many.slice(1))
  })
})
