import { expect, test } from '@jest/globals'
import { chooseFiles } from '../../../../web/src/upload/choose-files.ts'

const file = (name: string, text = 'x') => ({ name, file: new File([text], name) })

test('images are chosen, and all else is counted by its reason', () => {
  const files = [
    file('cats/1.PNG'),
    file('cats/2.jpeg'),
    file('cats/1.PNG'),
    file('readme.md'),
    file('.DS_Store'),
    file('._3.png'),
    file('empty.png', ''),
    file('a/../b.png'),
    file(String.raw`a\b.png`),
    file('png'),
  ]
  const { chosen, leftOut } = chooseFiles(files)
  expect(chosen.map(({ name }) => name)).toEqual(['cats/1.PNG', 'cats/2.jpeg'])
  expect(leftOut).toEqual({ Repeated: 1, NoImage: 4, Empty: 1, BadName: 2 })
})

test('a file that is larger than the storage takes at once is left out', () => {
  const huge = {
    name: 'a.png',
    file: Object.defineProperty(new File(['x'], 'a.png'), 'size', { value: 6e9 }),
  }
  expect(chooseFiles([huge])).toEqual({ chosen: [], leftOut: { TooLarge: 1 } })
})
