import type { permissions } from '../../http/permissions.ts'
import { dataExamples } from './data-examples.ts'
import { none, type Example } from './example.ts'
import { exportExamples } from './export-examples.ts'
import { labelingExamples } from './labeling-examples.ts'
import { operationExamples } from './operation-examples.ts'
import { projectExamples } from './project-examples.ts'

const documentOf = (openapi: string): Example => ({
  response: { openapi, info: { title: 'Etiquette', version: '0.2.0' }, paths: {} },
})

const all: Readonly<Record<keyof typeof permissions, Example>> = {
  ...dataExamples,
  ...projectExamples,
  ...labelingExamples,
  ...exportExamples,
  ...operationExamples,
  getHealth: { response: { status: 'Healthy', checks: { store: 'Healthy', exportStorage: 'Healthy' } } },
  getOpenApi: documentOf('3.1.0'),
  getOpenApi30: documentOf('3.0.3'),
  getDocs: none,
  getDocsAsset: none,
}

/** The examples of each operation, by operationId. */
export const examples: ReadonlyMap<string, Example> = new Map(Object.entries(all))
