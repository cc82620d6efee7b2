import type { Schemas } from '../../../../../web/src/api/client.ts'

export const project: Schemas['Project'] = {
  name: 'pets',
  etag: '"1"',
  mediaType: 'Image',
  taskType: 'MultiClass',
  dataset: 'pets',
  status: 'Running',
  myRole: 'Admin',
  labelClasses: [
    { id: '1', name: 'Cat' },
    { id: '2', name: 'Dog' },
  ],
  instructions: { text: 'v1' },
  allowNoClass: false,
  labelersSeePaths: false,
  pageLease: 'PT30M',
  incrementalRefresh: 'Enabled',
  changedFiles: 'Flag',
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'lead',
  updatedAt: '2026-01-01T00:00:00Z',
  tags: {},
}
