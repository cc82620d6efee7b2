import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBicep } from '../../../../tools/infra/bicep.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etiquette-bicep-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A compiler that does what a shell script does. */
const scripted = (script: string) => {
  const path = join(folder, 'bicep')
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return createBicep(path)
}

describe('the compiler', () => {
  it('is not there if it does not start', async () => {
    expect(await createBicep(join(folder, 'missing')).version()).toBeUndefined()
    expect(await scripted('exit 3').version()).toBeUndefined()
    expect(await scripted('echo 0.49.2').version()).toBe('0.49.2')
  })

  it('has every message reported, also where it is content with the file', async () => {
    expect(await scripted('exit 0').build('a', 'b')).toBe('')
    expect(await scripted('echo Warning >&2').build('a', 'b')).toBe('Warning')
    expect(await scripted('echo Info >&2').lint('a')).toBe('Info')
    expect(await scripted('exit 1').build('a', 'b')).toBe('It ended with 1')
  })

  it('evaluates a template for parameters that it does not judge itself', async () => {
    const bicep = scripted('echo "{\\"of\\": \\"$2\\"}" > "${2%.bicepparam}.snapshot.json"')
    const parameters = new Map([
      ['location', 'north'],
      ['text', String.raw`it's \ \${x}`],
    ])
    const path = join(folder, 'one.bicepparam')
    expect(await bicep.snapshot(join(folder, 'main.json'), parameters, 'one')).toEqual({
      ok: true,
      json: { of: path },
    })
    expect(readFileSync(path, 'utf8')).toBe(
      `using 'main.json'\nparam location = any('north')\nparam text = any('it\\'s \\\\ \\\\\\\${x}')\n`,
    )
  })

  it('says why it refuses', async () => {
    const bicep = scripted('echo No >&2; exit 1')
    expect(await bicep.snapshot(join(folder, 'main.json'), new Map(), 'one')).toEqual({
      ok: false,
      output: 'No\n',
    })
  })
})
