import { describe, expect, it } from '@jest/globals'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { callerOf } from '../../../support/labeling-world.ts'
import { openTwoInstances } from '../../../support/two-instances.ts'

const lead = callerOf('lead', 'Admin')

const setUp = async () => {
  const world = await openTwoInstances()
  const { primary, project } = world
  return {
    ...world,
    stored: async () => (await projects.read(primary, projectPartition, project.id))!,
  }
}

describe('a change of status on an instance that reads an old state', () => {
  it('resumes a project that another instance has just paused', async () => {
    const { a, b, project, stored } = await setUp()
    await a.run((service) => service.pauseProject(lead, project.id))
    await b.run((service) => service.resumeProject(lead, project.id))
    expect((await stored()).document.status).toBe('Running')
  })

  it('pauses a project that another instance has just resumed', async () => {
    const { a, b, project, stored } = await setUp()
    await a.run((service) => service.pauseProject(lead, project.id))
    b.catchUp()
    await a.run((service) => service.resumeProject(lead, project.id))
    await b.run((service) => service.pauseProject(lead, project.id))
    expect((await stored()).document.status).toBe('Paused')
  })

  it('writes nothing if the project has the status indeed', async () => {
    const { a, b, project, stored } = await setUp()
    await a.run((service) => service.pauseProject(lead, project.id))
    const { etag } = await stored()
    await b.run((service) => service.pauseProject(lead, project.id))
    expect((await stored()).etag).toBe(etag)
  })
})
