import { describe, expect, it, jest } from '@jest/globals'
import { label } from '../../../../lab/peers/measure.ts'
import type { Labeler, Task } from '../../../../lab/peers/label-studio.ts'

const options = { project: 1, most: 100, classOf: (image: string) => image }

/** Takes the tasks of a queue that is shared or not. */
const labelerOf = (queue: Task[], submit: Labeler['submit'] = async () => true): Labeler => ({
  next: async () => queue.shift(),
  submit,
  close: () => {},
})
const tasks = (...ids: readonly number[]): Task[] => ids.map((id) => ({ id, image: `${id}.png` }))

describe('the labeling of a peer', () => {
  it('counts each label and each task once', async () => {
    const queue = tasks(1, 2, 3, 4, 5)
    const result = await label([labelerOf(queue), labelerOf(queue)], options)
    expect(result).toMatchObject({ labels: 5, tasks: 5, twice: 0, failures: 0 })
    expect([result.next.count, result.submit.count]).toEqual([5, 5])
  })

  it('notices a task that two people labeled', async () => {
    const result = await label([labelerOf(tasks(1, 2)), labelerOf(tasks(2, 3))], options)
    expect(result).toMatchObject({ labels: 4, tasks: 3, twice: 1 })
  })

  it('ends with the labels that were asked for', async () => {
    const { labels } = await label([labelerOf(tasks(1, 2, 3, 4))], { ...options, most: 2 })
    expect(labels).toBe(2)
  })

  it('counts answers that were refused as failures, and goes on', async () => {
    const printed = jest.spyOn(console, 'error').mockReturnValue()
    const refuseFirst = async (_project: number, { id }: Task) => id !== 1
    expect(await label([labelerOf(tasks(1, 2), refuseFirst)], options)).toMatchObject({
      labels: 1,
      tasks: 1,
      failures: 1,
    })
    expect(printed).toHaveBeenCalledTimes(1)
    printed.mockRestore()
  })
})
