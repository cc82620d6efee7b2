import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { auditActions } from '../../../../../src/domain/model/audit/audit.ts'

test('each action of the audit has a title, and no other has', async () => {
  // Jest does not expand the macros of the file.
  const source = await readFile(resolve('web/src/features/activity/action-titles.ts'), 'utf8')
  const titled = [...source.matchAll(/^ {2}(\w+): msg`/gm)].map(([, action]) => action)
  expect(titled.toSorted()).toEqual([...auditActions].sort())
})
