import type { ServiceWorld } from './service-world.ts'

/** Restores an item whose skip was accepted and removes it again, by filters. @throws Error unless one item is changed each time */
export const restoreAndRemove = async (
  { lead, waitFor }: Pick<ServiceWorld, 'lead' | 'waitFor'>,
  project: string,
  { id }: { readonly id: string },
): Promise<void> => {
  const items = `/projects/${project}/items`
  const { path } = (await lead('GET', `${items}/${id}`)).body
  for (const [action, state] of [
    ['restore-items', 'removed'],
    ['remove-items', 'skipped'],
  ]) {
    const body = { filter: { state, missing: false, pathPrefix: path }, expectedCount: 1 }
    const started = await lead('POST', `/projects/${project}/${action}`, { body })
    const { done } = (await waitFor(started.headers.get('operation-location'))).body
    if (started.status !== 202 || done !== 1) throw new Error(`${action} changed ${done} items`)
  }
  const query = new URLSearchParams({ state: 'removed', changed: 'false', pathPrefix: path }).toString()
  const { value } = (await lead('GET', `${items}?${query}`)).body
  if (value.length !== 1 || value[0].id !== id) throw new Error(`The list of removed items lacks ${path}`)
}
