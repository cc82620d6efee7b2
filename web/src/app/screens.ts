import { lazy } from 'react'
import { withTexts } from '../i18n/load-locale.ts'
import { loadLabelScreen } from './load-label-screen.ts'

/** The screens, each in a file of its own that is loaded when it is first shown. */
export const screens = {
  projects: lazy(() => withTexts('projects', import('../features/projects/projects-screen.tsx'))),
  label: lazy(loadLabelScreen),
  ownWork: lazy(() => withTexts('own-work', import('../features/own-work/own-work-screen.tsx'))),
  review: lazy(() => withTexts('review', import('../features/review/review-screen.tsx'))),
  item: lazy(() => withTexts('items', import('../features/items/item-screen.tsx'))),
  dashboard: lazy(() => withTexts('dashboard', import('../features/dashboard/dashboard-screen.tsx'))),
  exports: lazy(() => withTexts('exports', import('../features/exports/exports-screen.tsx'))),
  members: lazy(() => withTexts('members', import('../features/members/members-screen.tsx'))),
  settings: lazy(() => withTexts('settings', import('../features/settings/settings-screen.tsx'))),
  projectActivity: lazy(() =>
    withTexts('activity', import('../features/activity/project-activity-screen.tsx')),
  ),
  createProject: lazy(() =>
    withTexts('create-project', import('../features/create-project/create-project-screen.tsx')),
  ),
  data: lazy(() => withTexts('data', import('../features/data/data-screen.tsx'))),
  datastore: lazy(() => withTexts('data', import('../features/data/datastore-screen.tsx'))),
  dataset: lazy(() => withTexts('data', import('../features/data/dataset-screen.tsx'))),
  activity: lazy(() => withTexts('activity', import('../features/activity/activity-screen.tsx'))),
  preferences: lazy(() => withTexts('preferences', import('../features/preferences/preferences-screen.tsx'))),
} as const
