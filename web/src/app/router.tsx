import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { AppFrame } from '../shell/app-frame.tsx'
import { NotFound } from '../shell/not-found.tsx'
import { Pending } from '../shell/pending.tsx'
import { ProblemView } from '../shell/problem-view.tsx'
import { ProjectFrame } from '../shell/project-frame.tsx'
import { parseWizardSearch } from '../features/create-project/steps.ts'
import { parseFolderSearch } from '../data/folder-search.ts'
import { parseItemFilter } from '../items/item-filter.ts'
import type { Role } from '../ui/roles.ts'
import { screens } from './screens.ts'

const root = createRootRoute({ component: AppFrame, notFoundComponent: NotFound })
const toRoot = () => root
const project = createRoute({ getParentRoute: toRoot, path: '/p/$project', component: ProjectFrame })
const toProject = () => project

/** A sign-in or sign-out ends at these two. */
const signIn = {
  signedIn: createRoute({ getParentRoute: toRoot, path: '/signed-in', component: Outlet }),
  signedOut: createRoute({ getParentRoute: toRoot, path: '/signed-out', component: Outlet }),
}

const workspace = {
  projects: createRoute({ getParentRoute: toRoot, path: '/', component: screens.projects }),
  createProject: createRoute({
    getParentRoute: toRoot,
    path: '/new',
    component: screens.createProject,
    validateSearch: parseWizardSearch,
  }),
  data: createRoute({ getParentRoute: toRoot, path: '/data', component: screens.data }),
  datastore: createRoute({
    getParentRoute: toRoot,
    path: '/data/stores/$datastore',
    component: screens.datastore,
    validateSearch: parseFolderSearch,
  }),
  dataset: createRoute({ getParentRoute: toRoot, path: '/data/sets/$dataset', component: screens.dataset }),
  activity: createRoute({ getParentRoute: toRoot, path: '/activity', component: screens.activity }),
  preferences: createRoute({ getParentRoute: toRoot, path: '/settings', component: screens.preferences }),
}

/** What a screen in a project needs; each says it, so that none is forgotten. */
const needs = (role: Role) => ({ getParentRoute: toProject, staticData: { role } })

const inProject = {
  label: createRoute({ ...needs('Labeler'), path: '/label', component: screens.label }),
  labelItem: createRoute({ ...needs('Labeler'), path: '/label/$item', component: screens.label }),
  ownWork: createRoute({ ...needs('Labeler'), path: '/mine', component: screens.ownWork }),
  review: createRoute({
    ...needs('Reviewer'),
    path: '/review',
    component: screens.review,
    validateSearch: parseItemFilter,
  }),
  item: createRoute({ ...needs('Reviewer'), path: '/items/$item', component: screens.item }),
  dashboard: createRoute({ ...needs('Reviewer'), path: '/', component: screens.dashboard }),
  exports: createRoute({ ...needs('Reviewer'), path: '/exports', component: screens.exports }),
  members: createRoute({ ...needs('Admin'), path: '/members', component: screens.members }),
  settings: createRoute({ ...needs('Admin'), path: '/settings', component: screens.settings }),
  projectActivity: createRoute({
    ...needs('Admin'),
    path: '/activity',
    component: screens.projectActivity,
  }),
}

const routes = root.addChildren({
  ...signIn,
  ...workspace,
  project: project.addChildren(inProject),
})

export const router = createRouter({
  routeTree: routes,
  // Otherwise the place of a screen is empty while its code or its first data are on their way.
  defaultPendingComponent: Pending,
  defaultErrorComponent: ({ error, reset }) => <ProblemView error={error} onRetry={reset} />,
  defaultPreload: 'intent',
  // Drafts, selections and dialogs are those of one project or item: another one in the address is another screen.
  defaultRemountDeps: ({ params }) => params,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
