import { join } from 'node:path'
import { readCoco } from './exports/read-coco.ts'
import { readCsv } from './exports/read-csv.ts'
import { readJsonLines } from './exports/read-json-lines.ts'
import type { DemoImage } from './images.ts'
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

const pageSize = 20

/** From files to labels, step by step. */
export const takeTour = async (tour: Tour, out: string): Promise<void> => {
  const { first, later, mistakes, skipped, left, firstAnswer, rightAnswer } = tour.story

  await uploadImages(tour, 'Upload images', first)
  await connectStorage(tour)
  await chooseFiles(tour)
  await createProject(tour)
  await addMembers(tour, project)

  await lookAtPage(tour, pageSize)
  await labelImages(tour, {
    title: 'Label, page by page',
    project,
    pageSize,
    answers: first.length - Math.min(pageSize, first.length),
    answer: firstAnswer,
  })
  await showProgress(tour)
  await checkFlags(tour)

  await reviewLabels(tour)
  const rejected = mistakes.length + skipped.length - left.size
  await labelImages(tour, {
    title: 'Label again',
    project,
    pageSize,
    answers: rejected,
    answer: rightAnswer,
    rejected: true,
  })
  await checkHistory(tour)

  await uploadImages(tour, 'Upload new images', later)
  await refreshProject(tour)
  await labelImages(tour, {
    title: 'Label the new ones',
    project,
    pageSize,
    answers: later.length,
    answer: rightAnswer,
  })

  const truth = ({ className }: DemoImage) => [className]
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
    answers: first.length + later.length,
    answer: treeAnswer(tour.story),
  })
  await exportLabels(tour, {
    project: treeProject,
    format: 'Csv',
    folder: join(out, 'multi-label-csv'),
    read: readCsv,
    truth: treeLabels,
  })
}
