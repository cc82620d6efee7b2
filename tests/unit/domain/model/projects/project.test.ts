import { describe, expect, it } from '@jest/globals'
import { projects } from '../../../../../src/domain/model/projects/project.ts'
import { showSettings } from '../../../../../src/domain/model/projects/settings.ts'
import { optionOf } from '../../../../../src/domain/model/projects/settings/define-option.ts'
import { taskOptions } from '../../../../../src/domain/model/projects/task-options.ts'
import type { StoredDocument } from '../../../../../src/domain/ports/store.ts'
import { makeProject } from '../../../../support/labeling-world.ts'

const { options: _options, ...withoutOptions } = makeProject()
const parse = (document: StoredDocument) => projects.parse({ document, etag: '1' }).document

describe('a project document', () => {
  it.each([true, false])('of the version before options opens with allowNoClass %j', (allowNoClass) => {
    const opened = parse({ ...withoutOptions, allowNoClass })
    expect(opened).toEqual({ ...withoutOptions, options: { allowNoClass } })
    expect(optionOf(opened, taskOptions.allowNoClass)).toBe(allowNoClass)
    expect(showSettings(opened)).toEqual({
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
