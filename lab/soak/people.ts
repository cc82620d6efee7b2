import { beExporter } from './actors/exporter.ts'
import { tendFiles } from './actors/files.ts'
import { beLabeler } from './actors/labeler.ts'
import { beLead } from './actors/lead.ts'
import { beReviewer } from './actors/reviewer.ts'
import { createPerson } from './client/person.ts'
import type { Scale } from './scale.ts'
import type { World } from './world.ts'

/** Every fourth labeler loses answers: so many of those that are sent. */
const lossy = (index: number): number => (index % 4 === 0 ? 0.25 : 0)

/** Sets everybody to work. @returns When each has stopped. */
export const people = async (world: World, scale: Scale): Promise<Promise<void>[]> => {
  const labelers = await Promise.all(
    Array.from({ length: scale.labelers }, (_, index) =>
      createPerson(world, `labeler-${index}`, 'Labeling.Labeler', lossy(index)),
    ),
  )
  const working = labelers.map((person) => beLabeler(world, person))
  for (const project of world.projects) {
    for (let index = 0; index < scale.reviewers; index += 1) {
      const reviewer = await createPerson(
        world,
        `reviewer-${project.name}-${index}`,
        'Labeling.Admin',
        lossy(index),
      )
      working.push(beReviewer(world, reviewer, project))
    }
    const lead = await createPerson(world, `lead-${project.name}`, 'Labeling.Admin')
    const exporter = await createPerson(world, `exporter-${project.name}`, 'Labeling.Admin')
    working.push(
      beLead(world, lead, project),
      beExporter(world, exporter, project),
      tendFiles(world, project),
    )
  }
  return working
}
