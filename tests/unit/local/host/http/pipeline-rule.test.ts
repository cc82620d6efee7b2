import { EventEmitter } from 'node:events'
import { Socket } from 'node:net'
import { expect, test } from '@jest/globals'
import { createPipelineRule } from '../../../../../local/host/http/pipeline-rule.ts'

test('the 33rd request without a response is too many, of its connection alone', () => {
  const isTooMany = createPipelineRule()
  const [socket, other] = [new Socket(), new Socket()]
  const responses = Array.from({ length: 32 }, () => new EventEmitter())
  const judge = (of: Socket, res: EventEmitter) => isTooMany({ socket: of }, res)
  expect(responses.map((res) => judge(socket, res))).not.toContain(true)
  const late = new EventEmitter()
  expect([judge(socket, late), judge(other, new EventEmitter())]).toEqual([true, false])
  for (const res of [late, ...responses.slice(0, 1)]) res.emit('close')
  expect(judge(socket, new EventEmitter())).toBe(false)
})
