import { describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

const root = join(__dirname, '../../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Folders that are no part of the repository. */
const outside = new Set(['.git', '.data', '.tmp', 'coverage', 'dist', 'node_modules', 'package'])

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return outside.has(entry.name) ? [] : filesIn(path)
    return [path]
  })

const files = filesIn('.')
const names = new Set(files.map((path) => posix.basename(path)))
const roots = new Set(files.map((path) => path.split('/')[0] ?? ''))

const pages = files.filter(
  (path) =>
    /^(?:[A-Z]+\.md|(?:docs|lab|local|tests|tools)\/.*\.md)$/.test(path) && !path.includes('fixtures/'),
)

/** What a build, a running service or a tool creates, where the pages name it. */
const created = new Set([
  '__about/',
  'annotations/labels_<part>.json',
  'bench-results-synthetic.json',
  'bench-results.json',
  'blob-account.json',
  'blobs/',
  'changed.jsonl',
  'dist/',
  'dist/web/files.json',
  'endpoints.json',
  'files.jsonl',
  'labels_default.json',
  'labeledDatapoints.jsonl',
  'leftOut.jsonl',
  'func-storage/',
  'issuer.json',
  'local.settings.json',
  'manifest.json',
  'package/',
  'people.json',
  'problems.jsonl',
  'removed.jsonl',
  'soak-history.jsonl',
  'unsaid.jsonl',
])

const isCreated = (path: string): boolean => created.has(path) || path.startsWith('.data/')

const withoutBlocks = (text: string): string => text.replaceAll(/^ *```[^]*?^ *```$/gm, '')

const extension = /\.(?:bicep|cjs|json|jsonl|md|mjs|sql|ts|yaml)$/

/** Code that names a file or folder: `src/index.ts`, `lab/`, `host.json`. */
const isPath = (code: string): boolean =>
  /^[\w.@<>*{},-]+(?:\/[\w.@<>*{},-]+)*\/?$/.test(code) &&
  !code.startsWith('@') &&
  (extension.test(code) || code.endsWith('/') || (code.includes('/') && roots.has(code.split('/')[0] ?? '')))

/** The part of a path before what stands for any name: `src/domain/tasks` of `src/domain/tasks/<type>/<type>.ts`. */
const fixedPart = (path: string): string =>
  /[<>*{}]/.test(path) ? path.slice(0, path.search(/[<>*{}]/)).replace(/[^/]*$/, '') : path

const exists = (page: string, path: string): boolean => {
  const fixed = fixedPart(path)
  if (fixed === '' || isCreated(path)) return true
  if (!fixed.includes('/') && names.has(fixed)) return true
  return [root, join(root, dirname(page))].some((base) => existsSync(join(base, fixed)))
}

const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(' ', '-')

const headingsOf = (page: string): readonly string[] =>
  [...withoutBlocks(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading))

const leadsSomewhere = (page: string, link: string): boolean => {
  const [path = '', heading] = link.split('#')
  const target = path === '' ? page : posix.join(posix.dirname(page), path)
  if (!existsSync(join(root, target))) return false
  return heading === undefined || headingsOf(target).includes(heading)
}

const pathsIn = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code).filter(isPath)

const linksIn = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/.test(link))

describe.each(pages)('%s', (page) => {
  it('names no file or folder that is not there', () => {
    expect(pathsIn(read(page)).filter((path) => !exists(page, path))).toEqual([])
  })

  it('links to pages and headings that are there', () => {
    expect(linksIn(read(page)).filter((link) => !leadsSomewhere(page, link))).toEqual([])
  })
})

describe('the check', () => {
  it('finds paths in text, and what is not there', () => {
    const text = 'See `src/index.ts`, `lab/`, `npm test`, `no-such.ts`, `src/nowhere` and [a page](no.md#x).'
    const found = pathsIn(text)
    expect(found).toEqual(['src/index.ts', 'lab/', 'no-such.ts', 'src/nowhere'])
    expect(found.filter((path) => !exists('README.md', path))).toEqual(['no-such.ts', 'src/nowhere'])
    expect(linksIn(text).map((link) => leadsSomewhere('README.md', link))).toEqual([false])
    expect(exists('README.md', 'src/domain/tasks/<type>/<type>.ts')).toBe(true)
    expect(exists('README.md', 'src/nowhere/<type>.ts')).toBe(false)
  })
})
