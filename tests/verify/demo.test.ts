import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { makeDemoFolder, runDemo, type DemoFolder } from '../support/demo-folder.ts'

describe('the demo', () => {
  let folder: DemoFolder

  beforeEach(async () => {
    folder = await makeDemoFolder()
  })
  afterEach(() => folder.remove())

  it.each(['sqlite', 'cosmos'])('walks with all sample images on %s', async (store) => {
    const { output, errors, status } = await runDemo(['--out', folder.out], { STORE: store })
    expect({ errors, status }).toEqual({ errors: '', status: 0 })
    expect(output).toContain('Every number came out as expected.')
    expect(output).not.toContain('✗')
  })

  it('says in a sentence what is wrong with its arguments', async () => {
    const unknown = await runDemo(['--fast'])
    expect(unknown.status).toBe(2)
    expect(unknown.errors).toContain('Usage: npm run demo')
    const nowhere = join(folder.images, 'nowhere')
    const missing = await runDemo(['--images', nowhere])
    expect(missing.status).toBe(1)
    expect(missing.errors).toBe(`The folder ${nowhere} cannot be read.\n`)
    const help = await runDemo(['--help'])
    expect([help.status, help.errors]).toEqual([0, ''])
    expect(help.output).toContain('--keep')
  })
})
