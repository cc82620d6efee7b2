import { containerUrl, contentUrlOf, names, none, type Example } from './example.ts'

const datastoreRequest = {
  type: 'AzureBlob',
  containerUrl,
  credential: { type: 'ManagedIdentity' },
  description: 'Photos of the autumn campaign',
}

const datastore = {
  name: 'photos',
  etag: names.etag,
  ...datastoreRequest,
  createdAt: names.created,
  createdBy: names.admin,
  updatedAt: names.created,
}

const selection = { mediaType: 'Image', datastore: 'photos', path: 'MultiClass - DogsCats/**' }

const dataset = {
  name: 'dogs-and-cats',
  etag: names.etag,
  ...selection,
  createdAt: names.created,
  createdBy: names.admin,
}

const files = {
  matched: 208,
  chosen: 207,
  leftOut: {
    count: 1,
    reasons: [
      { reason: 'UnknownExtension', extension: 'txt', count: 1, examples: ['MultiClass - DogsCats/a.txt'] },
    ],
  },
  complete: true,
}

const previewed = {
  path: 'MultiClass - DogsCats/cat-0001.png',
  size: 48_211,
  contentType: 'image/png',
  lastModified: names.created,
  contentUrl: contentUrlOf('MultiClass%20-%20DogsCats/cat-0001.png'),
}

const version = {
  version: 1,
  labeledBy: { project: 'dogs-and-cats', export: 'exp-5f1c' },
  rowCount: 207,
  containerName: 'exports',
  snapshotPath: 'dogs-and-cats/prj-5f1c/exp-5f1c',
  createdAt: names.later,
  createdBy: names.reviewer,
}

export const dataExamples = {
  putDatastore: { body: datastoreRequest, response: datastore },
  listDatastores: { response: { value: [datastore] } },
  getDatastore: { response: datastore },
  deleteDatastore: none,
  browseDatastore: {
    response: {
      value: [
        { kind: 'Folder', path: 'MultiClass - DogsCats/' },
        {
          kind: 'File',
          path: 'readme.txt',
          size: 1204,
          contentType: 'text/plain',
          lastModified: names.created,
        },
      ],
    },
  },
  createUploadUrls: {
    body: { folder: 'autumn', files: [{ name: 'cat-0001.png', size: 48_211, contentType: 'image/png' }] },
    response: {
      uploads: [
        {
          name: 'cat-0001.png',
          path: 'autumn/cat-0001.png',
          url: `${containerUrl}/autumn/cat-0001.png?sv=2025-11-05&sr=b&sp=c&sig=0000`,
          headers: { 'x-ms-blob-type': 'BlockBlob', 'Content-Type': 'image/png', 'If-None-Match': '*' },
        },
      ],
      expiresAt: names.later,
    },
  },
  putDataset: { body: selection, response: dataset },
  listDatasets: { response: { value: [dataset] } },
  getDataset: { response: dataset },
  deleteDataset: none,
  previewDataset: { response: { value: [previewed], complete: false, files } },
  listDatasetVersions: { response: { value: [version] } },
  getDatasetContent: none,
} as const satisfies Readonly<Record<string, Example>>
