import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifications } from '../../../tools/verifications.ts'

const root = join(__dirname, '../../..')
const page = readFileSync(join(root, 'docs/verification.md'), 'utf8')

it('the page on verification has each with its budget, in their order', () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)` +\| (.+?) +\| (\d+) min +\|$/gm)]
  expect(rows.map(([, name, proves, minutes]) => ({ name, proves, minutes: Number(minutes) }))).toEqual(
    verifications.map(({ name, proves, minutes }) => ({ name, proves, minutes })),
  )
})
