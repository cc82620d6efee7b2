import { anything, progress } from '../answers.ts'
import { waitForOperation } from '../../tools/client.ts'
import { dataset, project, type Tour } from '../tour.ts'

/** Answers 201 at once; the files are read in meanwhile, and the Operation-Location says how far that is. */
export const createProject = ({ screen, people, story, checks }: Tour) =>
  screen.step('Create the project', async (step) => {
    const created = await people.admin.call('PUT', `/projects/${project}`, anything, {
      body: {
        displayName: 'What is in the picture?',
        mediaType: 'Image',
        taskType: 'MultiClass',
        dataset,
        labelClasses: story.classes.map((name) => ({ name })),
        instructions: { text: 'Choose the one class that fits best. Skip what you cannot tell.' },
        incrementalRefresh: 'Enabled',
        // These labelers know the answers by the folders; people would see them there, too.
        labelersSeePaths: true,
      },
    })
    await waitForOperation(people.admin, created.headers.get('operation-location') ?? '', ({ done, total }) =>
      step.progress(done, total),
    )
    const { status, total } = await people.admin.get(`/projects/${project}/progress`, progress)
    checks.expect('Project after the import', 'Running', status)
    checks.expect('Items imported', story.first.length, total)
    return `${total} items, ${story.classes.length} classes, ${status}`
  })

export const addMembers = ({ screen, people }: Tour, project: string) =>
  screen.step('Add the members', async () => {
    const add = (name: string, role: string) =>
      people.admin.call('PUT', `/projects/${project}/members/${name}`, anything, { body: { role } })
    for (const { name } of people.labelers) await add(name, 'Labeler')
    await add(people.reviewer.name, 'Reviewer')
    return `${project}: labelers ${people.labelers.map(({ name }) => name).join(', ')}; reviewer ${people.reviewer.name}`
  })
