import { lazy } from 'react'
import { withTexts } from '../i18n/load-locale.ts'
import { loadLabelScreen } from './load-label-screen.ts'

/** The screens, each in a file of its own that is loaded when it is first shown. */
export const screens = {
  projects: lazy(() => withTexts('features/projects', import('../features/projects/projects-screen.tsx'))),
  label: lazy(loadLabelScreen),
  ownWork: lazy(() => withTexts('features/own-work', import('../features/own-work/own-work-screen.tsx'))),
  review: lazy(() => withTexts('features/review', import('../features/review/review-screen.tsx'))),
  item: lazy(() => withTexts('features/items', import('../features/items/item-screen.tsx'))),
  dashboard: lazy(() =>
    withTexts('features/dashboard', import('../features/dashboard/dashboard-screen.tsx')),
  ),
  exports: lazy(() => withTexts('features/exports', import('../features/exports/exports-screen.tsx'))),
  members: lazy(() => withTexts('features/members', import('../features/members/members-screen.tsx'))),
  settings: lazy(() => withTexts('features/settings', import('../features/settings/settings-screen.tsx'))),
  projectActivity: lazy(() =>
    withTexts('features/activity', import('../features/activity/project-activity-screen.tsx')),
  ),
  createProject: lazy(() =>
    withTexts('features/create-project', import('../features/create-project/create-project-screen.tsx')),
  ),
  data: lazy(() => withTexts('features/data', import('../features/data/data-screen.tsx'))),
  datastore: lazy(() => withTexts('features/data', import('../features/data/datastore-screen.tsx'))),
  dataset: lazy(() => withTexts('features/data', import('../features/data/dataset-screen.tsx'))),
  activity: lazy(() => withTexts('features/activity', import('../features/activity/activity-screen.tsx'))),
  preferences: lazy(() =>
    withTexts('features/preferences', import('../features/preferences/preferences-screen.tsx')),
  ),
} as const
