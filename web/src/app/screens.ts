import { lazy, type ComponentType } from 'react'
import { loadFeatureTexts } from '../i18n/load-locale.ts'

/** A screen with the texts of its feature. */
const screen = (feature: string, load: () => Promise<{ readonly default: ComponentType }>) =>
  lazy(async () => {
    const [module] = await Promise.all([load(), loadFeatureTexts(feature)])
    return module
  })

/** The screens, each in a file of its own that is loaded when it is first shown. */
export const screens = {
  projects: screen('projects', () => import('../features/projects/projects-screen.tsx')),
  label: screen('labeling', () => import('../features/labeling/label-screen.tsx')),
  ownWork: screen('own-work', () => import('../features/own-work/own-work-screen.tsx')),
  review: screen('review', () => import('../features/review/review-screen.tsx')),
  item: screen('items', () => import('../features/items/item-screen.tsx')),
  dashboard: screen('dashboard', () => import('../features/dashboard/dashboard-screen.tsx')),
  exports: screen('exports', () => import('../features/exports/exports-screen.tsx')),
  members: screen('members', () => import('../features/members/members-screen.tsx')),
  settings: screen('settings', () => import('../features/settings/settings-screen.tsx')),
  projectActivity: screen('activity', () => import('../features/activity/project-activity-screen.tsx')),
  createProject: screen(
    'create-project',
    () => import('../features/create-project/create-project-screen.tsx'),
  ),
  data: screen('data', () => import('../features/data/data-screen.tsx')),
  datastore: screen('data', () => import('../features/data/datastore-screen.tsx')),
  dataset: screen('data', () => import('../features/data/dataset-screen.tsx')),
  activity: screen('activity', () => import('../features/activity/activity-screen.tsx')),
  preferences: screen('preferences', () => import('../features/preferences/preferences-screen.tsx')),
} as const
