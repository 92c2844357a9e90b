import { describe, expect, it } from 'vitest'
import { charsetOf, encodeText } from './charset.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

// Byte sequences of PS3.5 annexes H, I, J, K.
const examples: [name: string, terms: string, encoded: string, text: string][] = [
  [
    'Japanese, H.3.1',
    '\\ISO 2022 IR 87',
    'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B',
    'Yamada^Tarou=山田^太郎=やまだ^たろう',
  ],
  [
    'Japanese with half-width katakana, H.3.2',
    'ISO 2022 IR 13\\ISO 2022 IR 87',
    '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J=\x1b$B$d$^$@\x1b(J^\x1b$B$?$m$&\x1b(J',
    'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
  ],
  [
    'Korean, I.2',
    '\\ISO 2022 IR 149',
    'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf',
    'Hong^Gildong=洪^吉洞=홍^길동',
  ],
  ['Chinese, J.3', 'GB18030', 'Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab=', 'Wang^XiaoDong=王^小东='],
  ['Vietnamese in UTF-8', 'ISO_IR 192', 'Nguy\xe1\xbb\x85n^V\xc4\x83n An', 'Nguyễn^Văn An'],
  ['Latin 1', 'ISO_IR 100', 'Buc^J\xe9r\xf4me', 'Buc^Jérôme'],
  ['Cyrillic', 'ISO_IR 144', '\xbb\xee\xdacee\xdc\xd1yp\xd3', 'Люкceeмбypг'],
  ['Korean named without ISO 2022', 'ISO_IR 149', '\xc8\xab^\xb1\xe6\xb5\xbf', '홍^길동'],
]

describe('character sets', () => {
  for (const [name, terms, encoded, text] of examples) {
    it(`decodes ${name}`, () => {
      expect(charsetOf(terms.split('\\')).decode(bytes(encoded))).toBe(text)
    })
  }

  it('reads unknown terms without losing a byte or throwing', () => {
    expect(charsetOf(['NONSENSE']).decode(bytes('A\xe9')).length).toBe(2)
    expect(() => charsetOf(['', 'ISO 2022 IR 999']).decode(bytes('A\x1b$)Z\xff\x1b'))).not.toThrow()
  })

  it('writes ASCII anywhere, other text only in UTF-8, and pads to an even length', () => {
    expect(encodeText('abc', charsetOf(['ISO_IR 149']))).toEqual(bytes('abc '))
    expect(encodeText('bụng', charsetOf(['ISO_IR 100']))).toBeUndefined()
    expect(encodeText('bụng', charsetOf(['ISO_IR 192']))?.length).toBe(6)
  })
})
