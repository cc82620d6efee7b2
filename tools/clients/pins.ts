import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientKind } from './clients.ts'

/** The programs of the clients, one folder each, with the lock of their language. */
export const programFolder = join(import.meta.dirname, 'programs')

/** Maven locks no program that it only fetches. */
export const openApiGeneratorPin = {
  version: '7.25.0',
  sha256: '41ce4f6b07f196676439d710759fa1ced7a08066d06ff1bf314681470289efae',
  copyPlugin: 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy',
} as const

const find = (file: string, pattern: RegExp): string => {
  const [, version] = pattern.exec(readFileSync(join(programFolder, file), 'utf8')) ?? []
  if (version === undefined)
    throw new Error(`tools/clients/programs/${file} pins no version of its generator`)
  return version
}

/** The version of a generator, where it is pinned. */
export const generatorVersionOf = (generator: ClientKind['generator']): string => {
  switch (generator) {
    case 'openapi-generator':
      return openApiGeneratorPin.version
    case 'openapi-python-client':
      return find('requirements.txt', /^openapi-python-client==(\S+)$/m)
    case 'oapi-codegen':
      return find(
        'oapi-codegen/go.mod',
        /^\s*(?:require )?github\.com\/oapi-codegen\/oapi-codegen\/v2 v(\S+)/m,
      )
  }
}
