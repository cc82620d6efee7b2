import { describe, expect, it } from '@jest/globals'
import { projects } from '../../../../../src/domain/model/projects/project.ts'
import { tasks } from '../../../../../src/domain/tasks/index.ts'
import { optionOf } from '../../../../../src/domain/model/projects/settings/define-option.ts'
import { allowNoClass as option } from '../../../../../src/domain/tasks/multi-label/allow-no-class.ts'
import type { StoredDocument } from '../../../../../src/domain/ports/store.ts'
import { makeProject } from '../../../../support/labeling-world.ts'

const { options: _options, ...withoutOptions } = makeProject()
const parse = (document: StoredDocument) => projects.parse({ document, etag: '1' }).document

describe('a project document', () => {
  it.each([true, false])('of the version before options opens with allowNoClass %j', (allowNoClass) => {
    const opened = parse({ ...withoutOptions, allowNoClass })
    expect(opened).toEqual({ ...withoutOptions, options: { allowNoClass } })
    expect(optionOf(opened, option)).toBe(allowNoClass)
    expect(tasks.settings.showSettings(opened)).toMatchObject({
      tags: {},
      incrementalRefresh: 'Enabled',
      changedFiles: 'Flag',
      labelClasses: [{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Poodle' }] }],
      pageLease: 'PT1M',
      allowNoClass,
    })
  })

  it('of today keeps its options', () => {
    const document = makeProject({ options: { allowNoClass: true, overlap: 0.5 } })
    expect(parse(document)).toEqual(document)
  })
})
