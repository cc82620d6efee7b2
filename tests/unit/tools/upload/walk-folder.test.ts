import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { walkFolder, type Found } from '../../../../tools/upload/walk-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etiquette-walk-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (path: string, content = 'x'): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}
const walk = async (root = folder): Promise<readonly Found[]> => {
  const found: Found[] = []
  for await (const one of walkFolder(root)) found.push(one)
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
const pathsOf = (found: readonly Found[], kind: Found['kind']): readonly string[] =>
  found.filter((one) => one.kind === kind).map(({ path }) => path)
const reasonsOf = (found: readonly Found[]): Readonly<Record<string, string>> =>
  Object.fromEntries(found.flatMap((one) => (one.kind === 'File' ? [] : [[one.path, one.reason]])))

describe('the files of a folder', () => {
  it('are those at any depth, with their size and / between names', async () => {
    write('a.png')
    write('b/c/d e #%41.png', 'four')
    mkdirSync(join(folder, 'empty'))
    expect(await walk()).toEqual([
      { kind: 'File', path: 'a.png', file: join(folder, 'a.png'), size: 1 },
      { kind: 'File', path: 'b/c/d e #%41.png', file: join(folder, 'b/c/d e #%41.png'), size: 4 },
    ])
  })

  it('are none in an empty folder', async () => {
    expect(await walk()).toEqual([])
  })

  it('include those that links lead to, as git-annex and DVC have them', async () => {
    write('.cache/8f/abc', 'four')
    symlinkSync('.cache/8f/abc', join(folder, 'a.png'))
    symlinkSync('.cache', join(folder, 'all'))
    symlinkSync('a.png', join(folder, 'again.png'))
    const found = await walk()
    expect(pathsOf(found, 'File')).toEqual(['.cache/8f/abc', 'a.png', 'again.png'])
    expect(reasonsOf(found)).toEqual({ 'all/': "the same folder as '.cache/', whose files are copied once" })
    expect(found.every((one) => one.kind !== 'File' || one.size === 4)).toBe(true)
  })

  it('include those of a folder elsewhere, once, by the link that is first by name', async () => {
    write('elsewhere/a.png')
    mkdirSync(join(folder, 'root'))
    for (const name of ['train', 'test', 'val']) symlinkSync('../elsewhere', join(folder, 'root', name))
    const found = await walk(join(folder, 'root'))
    expect(pathsOf(found, 'File')).toEqual(['test/a.png'])
    expect(pathsOf(found, 'LeftOut')).toEqual(['train/', 'val/'])
  })

  it('are found in a folder that is a link', async () => {
    write('real/a.png')
    symlinkSync('real', join(folder, 'link'))
    expect(pathsOf(await walk(join(folder, 'link')), 'File')).toEqual(['a.png'])
  })
})

describe('what is no file to copy', () => {
  it('are links to nothing: each is named with its target', async () => {
    write('a.png')
    symlinkSync('../nowhere', join(folder, 'dangling.png'))
    symlinkSync('self.png', join(folder, 'self.png'))
    const found = await walk()
    expect(pathsOf(found, 'File')).toEqual(['a.png'])
    expect(pathsOf(found, 'Failed')).toEqual(['dangling.png', 'self.png'])
    expect(reasonsOf(found)['dangling.png']).toBe("a link to '../nowhere', which is not there")
  })

  it('are links back to a folder that they are in: the walk ends', async () => {
    write('a/b/c.png')
    symlinkSync('../..', join(folder, 'a/b/loop'))
    symlinkSync('.', join(folder, 'self'))
    const found = await walk()
    expect(pathsOf(found, 'File')).toEqual(['a/b/c.png'])
    expect(pathsOf(found, 'LeftOut')).toEqual(['a/b/loop/', 'self/'])
    expect(reasonsOf(found)['a/b/loop/']).toBe('a link to a folder that it is in')
  })

  it('are folders that were entered: links multiply no file', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    for (const name of names) {
      write(`${name}/x.png`)
      for (const other of names)
        if (other !== name) symlinkSync(`../${other}`, join(folder, name, `to-${other}`))
    }
    const found = await walk()
    expect(pathsOf(found, 'File')).toEqual(names.map((name) => `${name}/x.png`))
    expect(pathsOf(found, 'LeftOut')).toHaveLength(42)
    expect(reasonsOf(found)['a/to-b/']).toBe("the same folder as 'b/', whose files are copied once")
  })

  it('are the further links to a folder elsewhere, and the first by name is copied, at any depth', async () => {
    for (let level = 0; level < 14; level += 1) {
      mkdirSync(join(folder, `l${level}`))
      for (const name of ['y', 'x']) symlinkSync(`../l${level + 1}`, join(folder, `l${level}`, name))
    }
    write('l14/a.png')
    const found = await walk(join(folder, 'l0'))
    expect(pathsOf(found, 'File')).toEqual([`${'x/'.repeat(14)}a.png`])
    expect(pathsOf(found, 'LeftOut')).toHaveLength(14)
    expect(reasonsOf(found)['y/']).toBe("the same folder as 'x/', whose files are copied once")
  })

  it.each([
    ['a\\b.png', /a \\, which storage takes for a \//],
    ['..\\up.png', /a \\, which storage takes for a \//],
    ['ctl\u0001.png', /control character/],
    ['\u001b[31m.png', /control character/],
    ['line\r.png', /control character/],
    ['\uFFFE.png', /control character/],
    ['\uFFFF', /control character/],
  ])('are files that storage cannot keep by their name, such as %j', async (name, reason) => {
    write('a/b.png')
    write(name)
    write(`${name}-folder/z.png`)
    const found = await walk()
    expect(pathsOf(found, 'File')).toEqual(['a/b.png'])
    expect(pathsOf(found, 'Failed').toSorted()).toEqual([name, `${name}-folder/z.png`].toSorted())
    for (const said of Object.values(reasonsOf(found))) {
      expect(said).toMatch(reason)
      expect(said).toMatch(/: rename it$/)
    }
  })

  it('are pipes, which would never end', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.png')])
    expect(await walk()).toEqual([
      { kind: 'LeftOut', path: 'pipe.png', reason: 'neither a file nor a folder' },
    ])
  })

  it('are names that are no UTF-8, and a name with the same look is copied', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xff, 0x2e, 0x70])]), 'x')
    write('\uFFFD.png')
    const found = await walk()
    expect(pathsOf(found, 'File')).toEqual(['\uFFFD.png'])
    expect(reasonsOf(found)).toEqual({
      'f\uFFFD.p': 'its name is no UTF-8, which names in storage are: rename it',
    })
  })

  it('are paths that are longer than a name in storage', async () => {
    const long = 'd'.repeat(200)
    write(`${[long, long, long, long, long].join('/')}/${'f'.repeat(100)}.png`)
    const found = await walk()
    expect(pathsOf(found, 'Failed')).toHaveLength(1)
    expect(Object.values(reasonsOf(found))[0]).toMatch(/more than 1024 characters/)
  })

  const isRoot = process.getuid?.() === 0
  ;(isRoot ? it.skip : it)('are folders that this user may not read, and the others are copied', async () => {
    write('a.png')
    write('closed/b.png')
    chmodSync(join(folder, 'closed'), 0)
    const found = await walk()
    chmodSync(join(folder, 'closed'), 0o700)
    expect(pathsOf(found, 'File')).toEqual(['a.png'])
    expect(reasonsOf(found)).toEqual({ 'closed/': 'this user may not read it' })
  })
})
