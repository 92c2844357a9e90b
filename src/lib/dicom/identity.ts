import type { Charset } from './charset.ts'
import { dictionaryVr } from './dictionary.ts'
import type { DicomElement } from './element.ts'
import { charsetIn, textValue } from './values.ts'

/** Names and numbers that identify somebody in this very file, to be looked for in whatever text stays. */
export interface KnownIdentity {
  /** True when the text contains a name part or number of the patient, a physician or another person of the file. */
  names(text: string): boolean
  /** True when the folded word is such a part. */
  isName(word: string): boolean
  /** True when the text contains a word of the institution's name. */
  places(text: string): boolean
}

const identifiers = new Set([0x00100020, 0x00101000, 0x00080050, 0x00380010, 0x00101090, 0x00200010, 0x00401001])
const institutions = new Set([0x00080080, 0x00080081, 0x00081040])
const own = new Set(['removed', 'hoi', 'anonymous', 'anonymized', 'anonymised', 'unknown', 'none', 'null', 'test'])

function isAscii(text: string): boolean {
  return !/[^ -~\s]/.test(text)
}

/** Lower case without diacritics (đ as d), so that NGUYEN finds Nguyễn; Hangul and Han stay whole. */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase().replace(/đ/g, 'd')
}

const wordPattern = /[\p{L}\p{N}]+/gu

/** Collects the identity of a file at any depth: person names, patient and order numbers, institution. */
export function knownIdentity(bytes: Uint8Array, elements: readonly DicomElement[], pseudonym: string): KnownIdentity {
  const persons = new Set<string>()
  const wide: string[] = []
  const institutionWords = new Set<string>()
  const pseudonymWords = new Set(foldText(pseudonym).match(wordPattern) ?? [])

  const addWords = (text: string, asciiMin: number, into: Set<string>): void => {
    for (const word of foldText(text).match(wordPattern) ?? []) {
      const ascii = isAscii(word)
      if (word.length < (ascii ? asciiMin : 2) || own.has(word) || pseudonymWords.has(word)) continue
      into.add(word)
      if (!ascii && into === persons) wide.push(word)
    }
  }
  // Words of an id that hold a digit; its other words are often a project's or a body part's.
  const addNumbers = (text: string): void => {
    for (const word of foldText(text).match(wordPattern) ?? []) if (/\d/.test(word)) addWords(word, 4, persons)
  }
  const walk = (list: readonly DicomElement[], outer: Charset | undefined): void => {
    const charset = charsetIn(bytes, list, outer)
    for (const element of list) {
      if (element.items) for (const item of element.items) walk(item.elements, charset)
      else if (element.valueEnd - element.value > 4096) continue
      else if (element.vr === 'PN' || dictionaryVr(element.tag) === 'PN') {
        addWords(textValue(bytes, element, charset), 3, persons)
      } else if (identifiers.has(element.tag)) addNumbers(textValue(bytes, element, charset))
      else if (institutions.has(element.tag)) addWords(textValue(bytes, element, charset), 4, institutionWords)
    }
  }
  walk(elements, undefined)

  const contains = (text: string, words: Set<string>): boolean => {
    if (words.size === 0) return false
    for (const word of foldText(text).match(wordPattern) ?? []) if (words.has(word)) return true
    return false
  }
  return {
    names(text) {
      if (contains(text, persons)) return true
      if (wide.length === 0 || isAscii(text)) return false
      const folded = foldText(text)
      return wide.some((word) => folded.includes(word))
    },
    isName: (word) => persons.has(foldText(word)),
    places: (text) => contains(text, institutionWords),
  }
}
