import { dataOf, requireOk, type Api } from '../api/client.ts'
import type { Transport } from './transport.ts'

/** Answers go as a part of their page, always: which of them complete it is for the service to say. */
export const createApiTransport = (api: Api, project: string): Transport => {
  const at = (page: string) => ({ params: { path: { project, page } } })
  return {
    take: (wanted) =>
      dataOf(api.POST('/projects/{project}/pages', { params: { path: { project } }, body: wanted })),
    get: (page) => dataOf(api.GET('/projects/{project}/pages/{page}', at(page))),
    submit: (page, answers, next) =>
      dataOf(
        api.POST('/projects/{project}/pages/{page}/submit', {
          ...at(page),
          body: { answers: [...answers], partial: true, ...(next ? { next } : {}) },
        }),
      ),
    renew: (page) => dataOf(api.POST('/projects/{project}/pages/{page}/renew', at(page))),
    release: async (page) => {
      await requireOk(api.POST('/projects/{project}/pages/{page}/release', at(page)))
    },
    reopen: (page) => dataOf(api.POST('/projects/{project}/pages/{page}/reopen', at(page))),
  }
}
