import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { clientKinds } from '../../../../tools/clients/clients.ts'
import { generatorVersionOf, openApiGeneratorPin, programFolder } from '../../../../tools/clients/pins.ts'

const read = (file: string): string => readFileSync(join(programFolder, file), 'utf8')

describe('what makes clients', () => {
  it('has one version of each generator', () => {
    for (const { generator } of clientKinds) expect(generatorVersionOf(generator)).toMatch(/^\d+\.\d+\.\d+$/)
    expect(openApiGeneratorPin.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(openApiGeneratorPin.copyPlugin).toMatch(/:\d+\.\d+\.\d+:copy$/)
  })

  it('has exact versions of all packages', () => {
    const requirements = read('requirements.txt')
      .split('\n')
      .filter((line) => !/^(?:#|$)/.test(line))
    expect(requirements.length).toBeGreaterThan(20)
    for (const line of requirements) expect(line).toMatch(/^[\w.-]+==\d[\w.]*$/)
    const [, crates = ''] = read('openapi-generator-rust/Cargo.toml').split('[dependencies]')
    expect(crates).toContain('sha2')
    const versions = [...crates.matchAll(/(?:= |version = )"(.+?)"/g)].map(([, version]) => version)
    expect(versions.filter((version) => !/^(?:=\d+\.\d+\.\d+|etiquette|2)$/.test(version ?? ''))).toEqual([])
    const pom = read('openapi-generator-java/pom.xml')
    expect([...pom.matchAll(/<artifactId>/g)].length - 1).toBe(
      [...pom.matchAll(/<version>(?:\d+\.\d+\.\d+|\$\{jackson\.version\})<\/version>/g)].length,
    )
  })

  it('has the lock of each language that has one', () => {
    expect(existsSync(join(programFolder, 'openapi-generator-rust/Cargo.lock'))).toBe(true)
    expect(read('oapi-codegen/go.sum')).toContain(
      `github.com/oapi-codegen/oapi-codegen/v2 v${generatorVersionOf('oapi-codegen')} h1:`,
    )
  })
})
