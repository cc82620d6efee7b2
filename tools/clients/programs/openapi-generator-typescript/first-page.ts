// docs
import { Configuration, LabelingApi } from './etiquette/index.js'

export const answerFirstPage = async (api: string, token: string, project: string): Promise<string[]> => {
  const labeling = new LabelingApi(new Configuration({ basePath: api, accessToken: token }))
  const page = await labeling.takePage({ project, takePageRequest: { size: 1 } })
  if (page.id === undefined) return []
  const answers = page.items.map(({ id }) => ({ item: id, labels: ['Bag'] }))
  const { results } = await labeling.submitPage({ project, page: page.id, submitRequest: { answers } })
  return results.map(({ status }) => status)
}
