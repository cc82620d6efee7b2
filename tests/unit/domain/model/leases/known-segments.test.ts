import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../../src/domain/core/ids.ts'
import { knownSegments, noteSegments } from '../../../../../src/domain/model/leases/known-segments.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

const [ana, ben] = [userId.parse('ana'), userId.parse('ben')]

describe('the segments that a process remembers of a labeler', () => {
  test('are those that it read last, of that project and store', () => {
    const [store, other] = [createMemoryStore(() => 0), createMemoryStore(() => 0)]
    expect(knownSegments(store, 'u1', ana)).toBeUndefined()
    noteSegments(store, 'u1', ana, [1])
    noteSegments(store, 'u1', ana, [2, 1])
    expect(knownSegments(store, 'u1', ana)).toEqual([2, 1])
    expect(knownSegments(store, 'u1', ben)).toBeUndefined()
    expect(knownSegments(store, 'u2', ana)).toBeUndefined()
    expect(knownSegments(other, 'u1', ana)).toBeUndefined()
  })
})
