import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { makeDemoFolder, runDemo, type DemoFolder } from '../../support/demo-folder.ts'

let folder: DemoFolder

beforeEach(async () => {
  folder = await makeDemoFolder()
})
afterEach(() => folder.remove())

test.each(['sqlite', 'cosmos'])('the tutorial has every number on the extension and %s', async (store) => {
  const { output, errors, status } = await runDemo(['--out', folder.out], {
    STORE: store,
    DURABLE: 'extension',
  })
  expect({ errors, status }).toEqual({ errors: '', status: 0 })
  expect(output).toContain('Every number came out as expected.')
  expect(output).not.toContain('✗')
})
