import { describe, expect, it } from '@jest/globals'
import { coco } from '../../../../src/domain/formats/coco.ts'
import { createFormats } from '../../../../src/domain/formats/formats.ts'
import { formats } from '../../../../src/domain/formats/index.ts'
import { blockId } from '../../../../src/domain/model/exports/export-part.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'

describe('formats', () => {
  it('has one for each task type at least', () => {
    for (const task of tasks.all) expect(formats.supporting(task.region)).not.toEqual([])
  })

  it('says which formats there are if one is asked for that is not', () => {
    expect(() => formats.of('NoSuch')).toThrow('GET /formats lists its formats')
    expect(() => createFormats(coco, coco)).toThrow('same name')
  })
})

describe('blockId', () => {
  it('is as long for each section, and another for the frame', () => {
    const ids = [...Array.from({ length: 35 }, (_, section) => section), 'Frame' as const].map((section) =>
      blockId(section, 12, 3, 4),
    )
    expect(new Set(ids).size).toBe(36)
    expect(new Set(ids.map((id) => id.length))).toEqual(new Set([ids[0]!.length]))
    expect(ids[0]).toBe('0-00012-00003-00004')
  })

  it('throws instead of giving an id of another length, or of another section', () => {
    expect(() => blockId(35, 0, 0, 0)).toThrow('at most 35 sections')
    for (const wrong of [100_000, -1, 0.5]) expect(() => blockId(0, 0, 0, wrong)).toThrow('from 0 to 99999')
  })
})
