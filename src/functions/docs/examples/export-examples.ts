import { containerUrl, names, none, type Example } from './example.ts'
import { operationOf } from './operation-examples.ts'

const csv = {
  name: 'Csv',
  about: 'A table with URL, classes, state, labeler and time of each item',
  extension: '.csv',
  version: '1.0',
  layout: 'Stream',
  taskTypes: ['MultiClass', 'MultiLabel'],
  writes: true,
  reads: false,
  options: [],
}

const started = {
  id: 'exp-5f1c',
  format: 'Csv',
  include: 'Labeled',
  status: 'Running',
  startedAt: names.later,
  startedBy: names.reviewer,
  snapshotAt: names.later,
  exportedRowCount: 0,
  totalRowCount: 207,
  containerName: 'exports',
  snapshotPath: 'dogs-and-cats/prj-5f1c/exp-5f1c',
  files: [],
}

const done = {
  ...started,
  status: 'Succeeded',
  endedAt: '2026-10-02T09:00:04.000Z',
  exportedRowCount: 120,
  images: { datastore: 'photos', containerUrl },
  files: [
    {
      name: 'labeledDatapoints.csv',
      path: 'labeledDatapoints.csv',
      size: 18_432,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      contentUrl: `${containerUrl.replace('photos', 'exports')}/${started.snapshotPath}/labeledDatapoints.csv?sv=2025-11-05&sr=b&sp=r&sig=0000`,
    },
  ],
}

export const exportExamples = {
  listFormats: { response: { value: [csv] } },
  listProjectFormats: { response: { value: [csv] } },
  startExport: {
    body: { format: 'Csv' },
    response: { ...started, operation: { id: 'opx-5f1c', status: 'Running' } },
  },
  listExports: { response: { value: [done] } },
  getExport: { response: done },
  getExportFile: none,
  cancelExport: { response: { ...started, status: 'Canceled', endedAt: names.later } },
  deleteExport: { response: operationOf('dex-5f1c', 'deleteExport', { export: 'exp-5f1c' }) },
} as const satisfies Readonly<Record<string, Example>>
