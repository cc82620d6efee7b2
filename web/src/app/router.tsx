import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { AppFrame } from '../shell/app-frame.tsx'
import { NotFound } from '../shell/not-found.tsx'
import { ProblemView } from '../shell/problem-view.tsx'
import { ProjectFrame } from '../shell/project-frame.tsx'
import { parseWizardSearch } from '../features/create-project/steps.ts'
import { parseItemFilter } from '../features/review/item-filter.ts'
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
  }),
  dataset: createRoute({ getParentRoute: toRoot, path: '/data/sets/$dataset', component: screens.dataset }),
  activity: createRoute({ getParentRoute: toRoot, path: '/activity', component: screens.activity }),
  preferences: createRoute({ getParentRoute: toRoot, path: '/settings', component: screens.preferences }),
}

const inProject = {
  dashboard: createRoute({ getParentRoute: toProject, path: '/', component: screens.dashboard }),
  label: createRoute({ getParentRoute: toProject, path: '/label', component: screens.label }),
  labelItem: createRoute({ getParentRoute: toProject, path: '/label/$item', component: screens.label }),
  ownWork: createRoute({ getParentRoute: toProject, path: '/mine', component: screens.ownWork }),
  item: createRoute({ getParentRoute: toProject, path: '/items/$item', component: screens.item }),
  exports: createRoute({ getParentRoute: toProject, path: '/exports', component: screens.exports }),
  members: createRoute({ getParentRoute: toProject, path: '/members', component: screens.members }),
  settings: createRoute({ getParentRoute: toProject, path: '/settings', component: screens.settings }),
  projectActivity: createRoute({
    getParentRoute: toProject,
    path: '/activity',
    component: screens.projectActivity,
  }),
  review: createRoute({
    getParentRoute: toProject,
    path: '/review',
    component: screens.review,
    validateSearch: parseItemFilter,
  }),
}

const routes = root.addChildren({
  ...signIn,
  ...workspace,
  project: project.addChildren(inProject),
})

export const router = createRouter({
  routeTree: routes,
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
