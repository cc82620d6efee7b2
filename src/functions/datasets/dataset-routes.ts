import type { Deps } from '../../domain/ports/deps.ts'
import { createDatasetContentUrls } from '../../domain/datasets/dataset-content-urls.ts'
import { deleteDataset } from '../../domain/datasets/delete-dataset.ts'
import { getDataset } from '../../domain/datasets/get-dataset.ts'
import { listDatasets } from '../../domain/datasets/list-datasets.ts'
import { listDatasetVersions } from '../../domain/datasets/list-dataset-versions.ts'
import { openDatasetContent } from '../../domain/datasets/get-dataset-content.ts'
import { previewDataset } from '../../domain/datasets/preview-dataset.ts'
import { putDataset } from '../../domain/datasets/put-dataset.ts'
import type { UrlSigner } from '../../domain/ports/secrets.ts'
import type { Route } from '../http/route.ts'
import { deleteDatasetRoute } from './delete-dataset.ts'
import { getDatasetRoute } from './get-dataset.ts'
import { getDatasetContentRoute } from './get-dataset-content.ts'
import { listDatasetsRoute } from './list-datasets.ts'
import { listDatasetVersionsRoute } from './list-dataset-versions.ts'
import { previewDatasetRoute } from './preview-dataset.ts'
import { putDatasetRoute } from './put-dataset.ts'

export const datasetRoutes = (
  deps: Pick<Deps, 'store' | 'blobs' | 'now' | 'newId'> & { readonly signer: UrlSigner },
): readonly Route[] => [
  listDatasetsRoute(listDatasets(deps)),
  getDatasetRoute(getDataset(deps)),
  putDatasetRoute(putDataset(deps)),
  deleteDatasetRoute(deleteDataset(deps)),
  previewDatasetRoute(previewDataset(deps), createDatasetContentUrls(deps)),
  getDatasetContentRoute(openDatasetContent(deps)),
  listDatasetVersionsRoute(listDatasetVersions(deps)),
]
