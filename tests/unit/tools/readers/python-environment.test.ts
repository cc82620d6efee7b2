import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPython } from '../../../../tools/readers/python-environment.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etiquette-python-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const find = () => findPython({ PATH: folder })

/** A command that answers as a Python does. */
const put = (command: string, script: string): void => {
  writeFileSync(join(folder, command), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, command), 0o755)
}

it('the first Python of a version that has the packages is found', () => {
  put('python3', 'echo 3.10')
  put('python3.12', 'echo 3.12')
  put('python3.11', 'echo 3.11')
  expect(find()).toEqual({ command: 'python3.12', version: '3.12' })
})

it('without one the reason says what was found', () => {
  const missing = 'Python 3.11 to 3.13 with venv and pip is missing'
  expect(find()).toBe(`${missing} (no python3 on the PATH)`)
  put('python3', 'echo 3.14')
  put('python', "echo 'ModuleNotFoundError: ensurepip' >&2; exit 1")
  expect(find()).toBe(`${missing} (python3 is 3.14; python: ModuleNotFoundError: ensurepip)`)
})
