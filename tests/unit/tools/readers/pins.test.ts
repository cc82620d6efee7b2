import { describe, expect, it } from '@jest/globals'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pinsOf } from '../../../../tools/readers/pins.ts'

const folder = join(__dirname, '../../../../tools/readers')

describe('the requirements of readers', () => {
  it('have packages with exact versions, between comments', () => {
    const text =
      '# Opened by\npandas==3.1.1\n\n# What they need\nazure-core==1.41.0\ncertifi==2026.10.19.post1\n'
    expect([...pinsOf(text)]).toEqual([
      ['pandas', '3.1.1'],
      ['azure-core', '1.41.0'],
      ['certifi', '2026.10.19.post1'],
    ])
  })

  it.each(['pandas', 'pandas>=3', 'pandas==3.1.1 # newest', 'git+https://host/x', '-r other.txt'])(
    'refuse %s',
    (line) => expect(() => pinsOf(line)).toThrow('names no exact version: write <package>==<version>'),
  )

  it('name each package once', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))
    expect(files).toEqual(['annotations.txt', 'tables.txt'])
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8')
      expect(pinsOf(text).size).toBe(text.split('\n').filter((line) => line.includes('==')).length)
    }
  })
})
