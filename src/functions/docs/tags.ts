import { routeTags, type RouteTag } from '../http/route.ts'

interface Tag {
  readonly description: string
  /** The id of a heading of the guide. */
  readonly section: string
}

const tags: Readonly<Record<RouteTag, Tag>> = {
  Datastores: { description: 'Named connections to blob containers', section: 'from-files-to-labels' },
  Datasets: {
    description: 'Named selections of files, and labeled datasets from exports',
    section: 'from-files-to-labels',
  },
  Projects: {
    description: 'Labeling projects: dataset, classes, settings and progress',
    section: 'from-files-to-labels',
  },
  Members: { description: 'Members of a project and their roles', section: 'from-files-to-labels' },
  People: { description: 'The caller, and the names of people', section: 'general-rules' },
  Labeling: {
    description: 'Pages of items: get a page, submit the answers, get the next page',
    section: 'labeling-page-by-page',
  },
  Review: {
    description: 'Review of answers: read, approve, reject and correct',
    section: 'from-files-to-labels',
  },
  Exports: { description: 'Exports of labels as files', section: 'from-files-to-labels' },
  Operations: { description: 'Progress of long-running operations', section: 'general-rules' },
  Service: { description: 'Health, documentation and audit of the service', section: 'general-rules' },
}

/** The tags of the OpenAPI document. @param guideUrl The page with the guide */
export const tagObjects = (guideUrl: string) =>
  routeTags.map((name) => ({
    name,
    description: tags[name].description,
    externalDocs: { description: 'The guide', url: `${guideUrl}#${tags[name].section}` },
  }))
