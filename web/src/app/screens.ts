import { lazy } from 'react'

/** The screens, each in a file of its own that is loaded when it is first shown. */
export const screens = {
  projects: lazy(() => import('../features/projects/projects-screen.tsx')),
  label: lazy(() => import('../features/labeling/label-screen.tsx')),
  ownWork: lazy(() => import('../features/own-work/own-work-screen.tsx')),
  review: lazy(() => import('../features/review/review-screen.tsx')),
  item: lazy(() => import('../features/items/item-screen.tsx')),
  dashboard: lazy(() => import('../features/dashboard/dashboard-screen.tsx')),
  exports: lazy(() => import('../features/exports/exports-screen.tsx')),
  members: lazy(() => import('../features/members/members-screen.tsx')),
  settings: lazy(() => import('../features/settings/settings-screen.tsx')),
  projectActivity: lazy(() => import('../features/activity/project-activity-screen.tsx')),
  createProject: lazy(() => import('../features/create-project/create-project-screen.tsx')),
  data: lazy(() => import('../features/data/data-screen.tsx')),
  datastore: lazy(() => import('../features/data/datastore-screen.tsx')),
  dataset: lazy(() => import('../features/data/dataset-screen.tsx')),
  activity: lazy(() => import('../features/activity/activity-screen.tsx')),
  preferences: lazy(() => import('../features/preferences/preferences-screen.tsx')),
} as const
