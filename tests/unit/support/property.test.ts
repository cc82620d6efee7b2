import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import * as fc from 'fast-check'
import { createPropertyCheck } from '../../support/property.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etiquette-examples-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const ordinary = () => createPropertyCheck({ folder, factor: 1, seed: undefined })
const searching = (seed: number) => createPropertyCheck({ folder, factor: 20, seed })

/** Holds below the limit. */
const below = (limit: number) =>
  fc.property(fc.nat(), (value) => {
    if (value >= limit) throw new Error(`${limit} or more`)
  })
const kept = (): unknown[] => JSON.parse(readFileSync(join(folder, 'below.json'), 'utf8')) as unknown[]

/** The cases that a check takes. */
const casesOf = async (check: ReturnType<typeof ordinary>, runs: number): Promise<readonly number[]> => {
  const cases: number[] = []
  const all = fc.property(fc.nat(), (value) => {
    cases.push(value)
  })
  await check('all', all, { runs })
  return cases
}

describe('a property that holds', () => {
  it('is checked with the same cases each time, and with other and more ones for another seed', async () => {
    const cases = await casesOf(ordinary(), 10)
    expect(cases).toHaveLength(10)
    expect(await casesOf(ordinary(), 10)).toEqual(cases)
    const others = await casesOf(searching(7), 10)
    expect(others).toHaveLength(200)
    expect(others.slice(0, 10)).not.toEqual(cases)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a property that does not hold', () => {
  it('is reported with its smallest counterexample and the seed, and kept once as an example', async () => {
    const found = async () => searching(7)('below', below(1000))
    await expect(found()).rejects.toThrow(/seed: 7, path: "[\d:]+"[^]*Counterexample: \[1000\]/)
    const example = {
      seed: 7,
      path: expect.stringMatching(/^[\d:]+$/),
      counterexample: '[1000]',
      error: '1000 or more',
    }
    expect(kept()).toEqual([example])
    rmSync(join(folder, 'below.json'))
    await expect(found()).rejects.toThrow()
    await expect(searching(8)('below', below(1000))).rejects.toThrow(
      'below.json: the example of seed 7 fails',
    )
    expect(kept()).toEqual([example])
  })

  it('is only reported by the ordinary run, which would find it again', async () => {
    await expect(ordinary()('below', below(1000))).rejects.toThrow('Counterexample: [1000]')
    expect(readdirSync(folder)).toEqual([])
  })

  it('fails the ordinary run by its example, until it is mended', async () => {
    const once = { runs: 1 }
    const rare = 2 ** 31 - 1000
    await ordinary()('below', below(rare), once)
    await expect(
      createPropertyCheck({ folder, factor: 1e6, seed: 1 })('below', below(rare)),
    ).rejects.toThrow()
    await expect(ordinary()('below', below(rare), once)).rejects.toThrow('mend the code')
    await ordinary()('below', below(2 ** 31), once)
    await expect(ordinary()('below', below(rare), once)).rejects.toThrow('mend the code')
  })

  it('says so if there is no such case any more', async () => {
    const gone = { seed: 1, path: '0:99', counterexample: '', error: '' }
    writeFileSync(join(folder, 'below.json'), JSON.stringify([gone]))
    await expect(ordinary()('below', below(2 ** 31))).rejects.toThrow('delete the example')
  })
})

describe('the properties of this repository', () => {
  const tests = join(__dirname, '../..')
  const sources = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('support/property.test.ts'))
    .map((name) => readFileSync(join(tests, name), 'utf8'))
  const names = sources.flatMap((text) =>
    [...text.matchAll(/\bcheckProperty\(\s*(['`])(.+?)\1,/g)].map(([, , name]) => name ?? ''),
  )

  it('are all checked in one way, by names of their own', () => {
    expect(sources.filter((text) => /\bfc\.assert\(/.test(text))).toEqual([])
    expect(names.length).toBeGreaterThan(40)
    expect(new Set(names).size).toBe(names.length)
  })

  it('have all kept examples', () => {
    const patterns = names.map((name) => new RegExp(`^${name.replaceAll(/\$\{.+\}/g, '.+')}$`))
    const examples = readdirSync(join(tests, 'examples')).map((file) => basename(file, '.json'))
    expect(examples.filter((name) => !patterns.some((pattern) => pattern.test(name)))).toEqual([])
  })
})
