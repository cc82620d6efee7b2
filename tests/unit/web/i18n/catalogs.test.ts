import { execFile } from 'node:child_process'
import { cp, glob, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'

const web = resolve('web')

/** A text of a catalog, as its file has it. */
const entry = /^(?:msgctxt "(?<context>.*)"\n)?msgid "(?<id>.+)"\nmsgstr "(?<text>.*)"$/gm

interface Text {
  readonly id: string
  readonly text: string
}

const readCatalog = async (file: string): Promise<readonly Text[]> =>
  [...(await readFile(file, 'utf8')).matchAll(entry)].map(({ groups }) => ({
    id: `${groups?.['context'] ?? ''} ${groups?.['id'] ?? ''}`,
    text: groups?.['text'] ?? '',
  }))

/** The texts of all catalogs below a folder, by file. */
const readCatalogs = async (folder: string): Promise<ReadonlyMap<string, readonly Text[]>> => {
  const found = new Map<string, readonly Text[]>()
  for await (const file of glob('src/**/locales/*.po', { cwd: folder }))
    found.set(file, await readCatalog(join(folder, file)))
  return new Map([...found].sort(([one], [other]) => one.localeCompare(other)))
}

test('each text has its French', async () => {
  const french = [...(await readCatalogs(web))].filter(([file]) => file.endsWith('/fr.po'))
  expect(french.length).toBeGreaterThan(1)
  expect(french.flatMap(([, texts]) => texts)).not.toEqual([])
  expect(
    french.flatMap(([file, texts]) =>
      texts.filter(({ text }) => text === '').map(({ id }) => `${file}: ${id}`),
    ),
  ).toEqual([])
})

test('the catalogs have the texts of the sources, and no others', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'etiquette-texts-'))
  try {
    await cp(web, copy, { recursive: true, filter: (source) => !source.endsWith('node_modules') })
    await symlink(resolve('node_modules'), join(copy, 'node_modules'), 'junction')
    const program = resolve('node_modules/@lingui/cli/dist/lingui.js')
    await promisify(execFile)(process.execPath, [program, 'extract', '--clean', '--workers', '1'], {
      cwd: copy,
    })
    const named = async (folder: string) =>
      new Map(
        [...(await readCatalogs(folder))].map(([file, texts]) => [file, texts.map(({ id }) => id).sort()]),
      )
    const extracted = await named(copy)
    // A feature without texts of its own has no catalog.
    expect(await named(web)).toEqual(new Map([...extracted].filter(([, ids]) => ids.length > 0)))
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
})
