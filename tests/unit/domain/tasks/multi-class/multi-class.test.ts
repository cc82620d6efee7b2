import { multiClass } from '../../../../../src/domain/tasks/multi-class/multi-class.ts'
import { describeTask } from '../../../../contracts/task-contract.ts'

describeTask(multiClass, {
  taken: [{ labels: ['Cat'] }, { labels: ['Dog'] }, { labels: ['Dog/Poodle'] }],
  refused: [
    [{ labels: [] }, 'WrongLabelCount'],
    [{ labels: ['Cat', 'Dog'] }, 'WrongLabelCount'],
    [{ labels: ['Cat', 'Cat'] }, 'WrongLabelCount'],
    [{ labels: ['Bird'] }, 'UnknownClass'],
    [{ labels: 'Cat' }, 'InvalidRequest'],
    [{}, 'InvalidRequest'],
  ],
})
