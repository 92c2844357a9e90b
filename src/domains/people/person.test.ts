import { describe, expect, it } from 'vitest'
import { listedNameColumns } from './person.ts'

describe('a name written in one', () => {
  it.each([
    ['Lê Báo Cáo', 'Lê', 'Báo Cáo', 'family-first'],
    ['Nguyễn Văn An', 'Nguyễn', 'Văn An', 'family-first'],
    ['John Smith', 'Smith', 'John', 'given-first'],
    ['홍길동', '홍', '길동', 'joined'],
  ])('%s keeps the order it is written in', (listed, family, given, order) => {
    expect(listedNameColumns(listed)).toMatchObject({
      name: listed,
      family_name: family,
      given_name: given,
      name_order: order,
    })
  })
})
