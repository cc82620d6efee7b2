import type { Check, Evidence, Finding } from './evidence.ts'

const exportProblems = ({ store, files }: Evidence): string[] =>
  store.exports.flatMap(({ export: id, status, open, snapshotPath, files: listed }) => {
    if (open === true) return [`The export ${id} is still ${status}`]
    const there = new Set(files.exports.filter((name) => name.startsWith(`${snapshotPath}/`)))
    if (status !== 'Succeeded')
      return there.size > 0
        ? [`The export ${id} is ${status}, and ${there.size} of its files can be seen`]
        : []
    const lacking = listed.filter(({ path }) => !there.has(`${snapshotPath}/${path}`))
    return lacking.map(({ path }) => `The export ${id} lists ${path}, which is not there`)
  })

/** The service terminates an orchestration that makes no progress. */
const ended = new Set(['Completed', 'Terminated'])
/** The extension reports the death of the process that ran a turn as a failure of the orchestration. */
const died = /exited with code/

const orchestrationProblems = ({ orchestrations, store }: Evidence): string[] => {
  const open = new Set(store.operations.flatMap(({ id, open: isOpen }) => (isOpen === true ? [id] : [])))
  return orchestrations
    .filter(({ instanceId, runtimeStatus, output }) => {
      // In its last turn, with nothing left to do.
      const isDone = runtimeStatus === 'Failed' && died.test(String(output)) && !open.has(instanceId)
      return !ended.has(runtimeStatus) && !isDone
    })
    .map(
      ({ name, instanceId, runtimeStatus, output }) =>
        `${name} ${instanceId} is ${runtimeStatus}: ${JSON.stringify(output)}`,
    )
}

/** After the quiet at the end nothing is at work, and nothing is held for work that has ended. */
export const checkWork: Check = (evidence) => {
  const { operations, slots, refreshes, exports } = evidence.store
  return [
    {
      rule: 'every operation has ended',
      looked: operations.length,
      problems: operations
        .filter(({ open }) => open)
        .map(({ id, work }) => `The ${work} ${id} is still open`),
    },
    {
      rule: 'every orchestration has ended, and none has failed',
      looked: evidence.orchestrations.length,
      problems: orchestrationProblems(evidence),
    },
    {
      rule: 'no place for an export or a refresh is still taken',
      looked: slots.length + refreshes.length,
      problems: [
        ...slots.flatMap(({ running }) => running.map((id) => `The export ${id} still has its place`)),
        ...refreshes
          .filter(({ running }) => running !== undefined)
          .map(() => 'A refresh still has its project'),
      ],
    },
    {
      rule: 'an export can be seen whole or not at all',
      looked: exports.length,
      problems: exportProblems(evidence),
    },
  ] satisfies Finding[]
}
