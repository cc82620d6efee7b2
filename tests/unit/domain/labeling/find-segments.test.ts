import { describe, expect, test } from '@jest/globals'
import { findSegments } from '../../../../src/domain/labeling/find-segments.ts'
import {
  changeCurrentSegment,
  readCurrentSegment,
} from '../../../../src/domain/model/leases/current-segment.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { callerOf, makeProject } from '../../../support/make-documents.ts'
import { createForkableStore } from '../../../support/memory-store.ts'

const ana = callerOf('ana')
const project = makeProject({ segments: 4 })

describe('the segments of a labeler', () => {
  test('are read once and then remembered, and read again where an answer rests on them', async () => {
    const primary = createForkableStore(() => 0)
    const move = async (segment: number) =>
      changeCurrentSegment(
        primary,
        'u1',
        ana.user,
        await readCurrentSegment(primary, 'u1', ana.user),
        segment,
      )
    const store = createLaggingInstance(primary)
    expect(await findSegments(store, ana, project)).toEqual([])
    await move(3)
    store.catchUp()
    expect(await findSegments(store, ana, project)).toEqual([3])
    await move(1)
    expect(await findSegments(store, ana, project)).toEqual([3])
    expect(await findSegments(store, ana, project, { fenced: true })).toEqual([1, 3])
    expect(await findSegments(store, ana, project)).toEqual([1, 3])
  })

  test('are the only one of a project with one', async () => {
    const store = createForkableStore(() => 0)
    expect(await findSegments(store, ana, makeProject())).toEqual([0])
  })
})
