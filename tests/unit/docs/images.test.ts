import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentTypeOf } from '../../../tools/upload/content-type.ts'
import { blocksOf, knownBlocks } from '../../../tools/image-blocks.ts'

const page = readFileSync(join(__dirname, '../../../docs/images.md'), 'utf8')

describe('the page on images', () => {
  it('has no block that the runner does not know, and none that it knows wrongly', () => {
    const blocks = blocksOf(page)
    expect(blocks.map(({ heading }) => heading)).toEqual(knownBlocks.map(({ heading }) => heading))
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sh']))
    // An indented block would look like one, and never run.
    const outside = page.replaceAll(/^```[^]*?^```$/gm, '')
    expect(outside.split('\n').filter((line) => /^(?: {4}|\t)/.test(line))).toEqual([])
  })

  it('has blocks of some three lines', () => {
    for (const { script } of blocksOf(page)) expect(script.split('\n').length).toBeLessThanOrEqual(7)
  })

  it('names endings that the upload has a content type for', () => {
    const line = page.split('\n').find((one) => one.includes('`.jpg`')) ?? ''
    const endings = [...line.matchAll(/`(\.\w+)`/g)].map(([, ending = '']) => ending)
    expect(endings.length).toBeGreaterThan(10)
    for (const ending of endings) expect(contentTypeOf(`a${ending}`)).not.toBe('application/octet-stream')
  })
})

describe('the blocks of a page', () => {
  it('are those in fences, each under its heading', () => {
    const text = '# A\n```sh\none\n# no heading\n```\ntext\n## B\n```python\ntwo\n\nthree\n```\n'
    expect(blocksOf(text)).toEqual([
      { heading: 'A', language: 'sh', script: 'one\n# no heading' },
      { heading: 'B', language: 'python', script: 'two\n\nthree' },
    ])
  })
})
