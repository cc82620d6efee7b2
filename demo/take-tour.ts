import { join } from 'node:path'
import { readCoco } from './exports/read-coco.ts'
import { readCsv } from './exports/read-csv.ts'
import { readJsonLines } from './exports/read-json-lines.ts'
import { checkFlags } from './steps/check-flags.ts'
import { checkHistory } from './steps/check-history.ts'
import { chooseFiles } from './steps/choose-files.ts'
import { connectStorage } from './steps/connect-storage.ts'
import { addMembers, createProject } from './steps/create-project.ts'
import { exportLabels } from './steps/export-labels.ts'
import { labelImages } from './steps/label-images.ts'
import { createTreeProject, treeAnswer, treeLabels, treeProject } from './steps/label-in-tree.ts'
import { lookAtPage } from './steps/look-at-page.ts'
import { refreshProject } from './steps/refresh-project.ts'
import { reviewLabels } from './steps/review-labels.ts'
import { showProgress } from './steps/show-progress.ts'
import { uploadImages } from './steps/upload-images.ts'
import { project, type Tour } from './tour.ts'

/** From files to labels, step by step. */
export const takeTour = async (tour: Tour, out: string): Promise<void> => {
  const { story } = tour
  const pageSize = 9

  await uploadImages(tour, 'Upload images', story.first)
  await connectStorage(tour)
  await chooseFiles(tour)
  await createProject(tour)
  await addMembers(tour, project)

  await lookAtPage(tour)
  await labelImages(tour, { title: 'Label, page by page', project, pageSize, answer: story.firstAnswer })
  await showProgress(tour)
  await checkFlags(tour)

  await reviewLabels(tour)
  await labelImages(tour, { title: 'Label again', project, pageSize, answer: story.rightAnswer })
  await checkHistory(tour)

  await uploadImages(tour, 'Upload new images', story.later)
  await refreshProject(tour)
  await labelImages(tour, { title: 'Label the new ones', project, pageSize, answer: story.rightAnswer })

  const truth = ({ className }: { readonly className: string }) => [className]
  await exportLabels(tour, { project, format: 'Coco', folder: join(out, 'coco'), read: readCoco, truth })
  await exportLabels(tour, {
    project,
    format: 'Dataset',
    folder: join(out, 'dataset'),
    read: readJsonLines,
    truth,
  })
  await exportLabels(tour, { project, format: 'Csv', folder: join(out, 'csv'), read: readCsv, truth })

  await createTreeProject(tour)
  await addMembers(tour, treeProject)
  await labelImages(tour, {
    title: 'Label with several labels',
    project: treeProject,
    pageSize: 50,
    answer: treeAnswer(story),
  })
  await exportLabels(tour, {
    project: treeProject,
    format: 'Csv',
    folder: join(out, 'multi-label-csv'),
    read: readCsv,
    truth: treeLabels,
  })
}
