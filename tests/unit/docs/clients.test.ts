import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { clientKinds } from '../../../tools/clients/clients.ts'
import { generatorVersionOf, programFolder } from '../../../tools/clients/pins.ts'
import { blocksOf } from '../../../tools/image-blocks.ts'

const root = join(__dirname, '../../..')
const page = readFileSync(join(root, 'docs/clients.md'), 'utf8')

const rows = [...page.matchAll(/^\| `([\w-]+)` +\| ([\w-]+) +\| ([\d.]+) +\| (\w+) ([\d.]+) +\|/gm)].map(
  ([, name, generator, version, language, languageVersion]) => ({
    name,
    generator,
    version,
    language,
    languageVersion,
  }),
)

/** The lines of the program that the page shows: those after the mark. */
const shownPartOf = (name: string): string => {
  const folder = join(programFolder, name)
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    /(?:^|\/)first[_-]?page\.\w+$/i.test(path),
  )
  const [, shown] = readFileSync(join(folder, file ?? 'no first page'), 'utf8').split(/^(?:#|\/\/) docs\n/m)
  return (shown ?? 'no mark').trimEnd()
}

describe('the page on clients', () => {
  it('has each client with the pinned version of its generator', () => {
    const byName = (one: { readonly name?: string | undefined }): string => one.name ?? ''
    const expected = clientKinds.map(({ name, generator, language }) => ({
      name,
      generator,
      version: generatorVersionOf(generator),
      language,
      languageVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    }))
    expect(rows.toSorted((one, other) => byName(one).localeCompare(byName(other)))).toEqual(
      expected.toSorted((one, other) => one.name.localeCompare(other.name)),
    )
  })

  it('has the version of TypeScript that the project compiles them with', () => {
    const manifest = z
      .object({ devDependencies: z.object({ typescript: z.string() }) })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    expect(rows.find(({ language }) => language === 'TypeScript')?.languageVersion).toBe(
      manifest.devDependencies.typescript,
    )
  })

  it('shows the lines that the verification runs, of each client', () => {
    const blocks = blocksOf(page).map(({ script }) => script)
    expect(new Set(blocks)).toEqual(new Set(clientKinds.map(({ name }) => shownPartOf(name))))
    for (const script of blocks) expect(script.split('\n').length).toBeLessThan(40)
  })

  it('has each block below a heading with its language and generator', () => {
    const headings = blocksOf(page).map(({ heading }) => heading)
    expect(headings.toSorted()).toEqual(
      clientKinds.map(({ language, generator }) => `${language}, ${generator}`).toSorted(),
    )
  })

  it('names the options that the verification uses', () => {
    for (const option of [
      'containerDefaultToNull=true',
      'enumClassPrefix=true,disallowAdditionalPropertiesIfNotPresent=false',
      'importFileExtension=.js',
    ]) {
      expect(page).toContain(option)
      expect(readFileSync(join(root, 'tools/clients/clients.ts'), 'utf8')).toContain(option)
    }
    expect(readFileSync(join(programFolder, 'oapi-codegen/oapi-codegen.yaml'), 'utf8')).toContain(
      'nullable-type: true',
    )
  })
})
