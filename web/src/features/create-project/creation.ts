import type { Schemas } from '../../api/client.ts'
import { patternOf } from '../../data/folder-paths.ts'
import { proposeName } from '../../data/names.ts'
import type { Draft, DraftMember } from './draft.ts'

/** One request of the creation. The same request again changes nothing, so each can be repeated. */
export type CreationStep =
  | { readonly kind: 'dataset'; readonly name: string; readonly body: Schemas['DatasetRequest'] }
  | { readonly kind: 'project'; readonly name: string; readonly body: Schemas['ProjectRequest'] }
  | { readonly kind: 'member'; readonly project: string; readonly member: DraftMember }

const isTaskType = (name: string): name is Schemas['TaskType'] =>
  name === 'MultiClass' || name === 'MultiLabel'

/** The name in addresses: the typed one, else one that reads like the display name. */
export const projectNameOf = ({ name, displayName }: Pick<Draft, 'name' | 'displayName'>): string =>
  name === '' ? proposeName(displayName) : name

export const datasetOf = ({ source, existing, datasetName }: Draft): string =>
  source === 'Existing' ? existing : datasetName

export const datasetRequestOf = ({ datastore, folder }: Draft): Schemas['DatasetRequest'] => ({
  mediaType: 'Image',
  datastore,
  path: patternOf(folder),
})

const projectRequestOf = (draft: Draft): Schemas['ProjectRequest'] => {
  const { taskType, displayName, instructions, instructionsUrl, classes, allowNoClass } = draft
  if (!isTaskType(taskType)) throw new Error(`The task type ${taskType} is of a later service`)
  const [text, url] = [instructions.trim(), instructionsUrl.trim()]
  return {
    mediaType: 'Image',
    taskType,
    dataset: datasetOf(draft),
    labelClasses: classes,
    ...(displayName.trim() === '' ? {} : { displayName: displayName.trim() }),
    ...(text === '' && url === ''
      ? {}
      : { instructions: { ...(text === '' ? {} : { text }), ...(url === '' ? {} : { url }) } }),
    ...(taskType === 'MultiLabel' && allowNoClass ? { allowNoClass } : {}),
  }
}

/** All requests in their order; those that made the dataset and the project are left out once both are there. */
export const creationSteps = (draft: Draft, self: string): readonly CreationStep[] => {
  const project = draft.made ?? projectNameOf(draft)
  const members = draft.members
    // The service makes the caller a lead of the project itself.
    .filter(({ user }) => user !== self)
    .map((member): CreationStep => ({ kind: 'member', project, member }))
  if (draft.made !== undefined) return members
  return [
    ...(draft.source === 'New'
      ? [{ kind: 'dataset' as const, name: draft.datasetName, body: datasetRequestOf(draft) }]
      : []),
    { kind: 'project', name: project, body: projectRequestOf(draft) },
    ...members,
  ]
}

/** Makes the requests one after another. @throws what `perform` throws; the same steps can then run again */
export const runCreation = async (
  steps: readonly CreationStep[],
  perform: (step: CreationStep) => Promise<void>,
  onStep: (done: number) => void,
): Promise<void> => {
  for (const [index, step] of steps.entries()) {
    await perform(step)
    onStep(index + 1)
  }
}
